use crate::connector::EntryKind;
use crate::connector::readme::Markdown;
use crate::rule::{Cx, TextFile};

rule! {
    /// An image of the readme or intro is not in the connector's folder.
    ///
    /// Readers see a broken picture. Reviewers ask to leave images out of the folder and to link to a page that has them.
    ///
    /// ```raw:shop.PNG,with
    /// an image
    /// ```
    /// ```raw:readme.md,bad,at=3:1,at=4:1,at=5:1,at=6:4
    /// # Contoso Orders
    ///
    /// ![A shop](shop.png)
    /// ![A shop](./images/shop.png)
    /// ![A shop](another%20shop.png)
    /// <p><img src="images/shop.png" width="100"></p>
    /// ```
    /// ```raw:my shop.png,with
    /// an image
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// ![A shop](https://contoso.com/shop.png) ![A shop](./my%20shop.png?raw=true) ![A shop](../shop.png) ![A shop](data:image/png;base64,AA==)
    ///
    /// <img alt='A > B' src="my%20shop.png"> <img src=https://contoso.com/shop.png>
    /// ```
    ImageMissing {
        levels: { Warning },
        origin: House,
        evidence: "inferred: what a reader sees",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    cx.view.markdown_files().for_each(|file| report(cx, file));
}

fn report(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    if !cx.connector().is_folder() {
        return;
    }
    for image in file.content.links().iter().filter(|link| link.is_image) {
        let Some(path) = local_path(&image.destination) else { continue };
        // What lies in folders below is not known, but whether there is such a folder.
        let (name, kind) =
            path.split_once('/').map_or((&*path, EntryKind::File), |(folder, _)| (folder, EntryKind::Folder));
        let entries = cx.entries();
        if entries.iter().any(|entry| entry.kind == kind && entry.name == name) {
            continue;
        }
        let similar = entries.iter().find(|entry| entry.kind == kind && entry.name.eq_ignore_ascii_case(name));
        let finding = cx.report(file.place(image.span), format!("the image `{path}` is not in the connector's folder"));
        match similar {
            Some(entry) => finding.help(format!("write `{}`: case matters on GitHub", entry.name)),
            None => finding.help("link to the image's address, or remove it"),
        };
    }
}

/// The path of an image that lies beside the text or below; `None` for addresses and for what lies elsewhere.
fn local_path(destination: &str) -> Option<String> {
    let path = destination.split(['?', '#']).next().unwrap_or_default().trim();
    let path = path.strip_prefix("./").unwrap_or(path).replace("%20", " ");
    let is_elsewhere = path.is_empty() || path.starts_with(['/', '.', '\\']) || path.contains([':', '%']);
    (!is_elsewhere).then_some(path)
}
