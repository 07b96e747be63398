use crate::connector::readme::{Link, Markdown};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::Edit;

/// Top-level domains that no file name ends with.
const DOMAINS: [&str; 14] =
    ["com", "org", "net", "io", "dev", "app", "eu", "uk", "de", "fr", "ai", "cloud", "gov", "edu"];

rule! {
    /// A link of the readme or intro has an address without `https://` or `mailto:`.
    ///
    /// It is taken for a file beside the readme, and ends in an error page.
    ///
    /// ```raw:readme.md,bad,at=3:5,at=3:40,at=5:1
    /// # Contoso Orders
    ///
    /// See [the documentation](contoso.com/x) [hello@contoso.com](hello@contoso.com)
    ///
    /// <a class="x" href="www.contoso.com">the shop</a>
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// See [the documentation](https://contoso.com), [more](docs/index.md), <hello@contoso.com>, [us](mailto:hello@contoso.com),
    /// [this](//contoso.com), [below](#prerequisites) or [here](notes.v2).
    /// ```
    LinkWithoutScheme {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: such links are broken",
        since: "0.1.0",
        check: Connector(check),
        fixes: [Safe],
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    cx.view.markdown_files().for_each(|file| report(cx, file));
}

fn report(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    for link in file.content.links() {
        let Some(scheme) = missing_scheme(&link.destination) else { continue };
        let written = file.text.get(link.span.range()).unwrap_or_default();
        // `<hello@contoso.com>` needs none.
        if written.starts_with('<') && !link.is_html {
            continue;
        }
        let edit = written_destination(link, written).map(|offset| Edit::insert(offset, scheme));
        cx.report(file.place(link.span), format!("the address `{}` begins without `{scheme}`", link.destination))
            .help(format!("write `{scheme}` before it"))
            .fix(Safety::Safe, format!("insert `{scheme}`"), [edit]);
    }
}

/// What an address lacks that looks like a page's or a mailbox's.
fn missing_scheme(destination: &str) -> Option<&'static str> {
    let host = destination.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains(':') || host.contains(char::is_whitespace) {
        return None;
    }
    let domain = host.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_host = host.contains('.') && !host.starts_with('.') && DOMAINS.contains(&domain.as_str());
    if host.contains('@') && is_host && host.len() == destination.len() {
        return Some("mailto:");
    }
    let is_page = is_host || destination.to_ascii_lowercase().starts_with("www.");
    (is_page && !host.contains('@')).then_some("https://")
}

/// Where the address stands in an inline link or a tag.
fn written_destination(link: &Link, written: &str) -> Option<u32> {
    let before: &[&str] =
        if link.is_html { &["href=\"", "href='", "href=", "src=\"", "src='", "src="] } else { &["("] };
    let find = |before: &&str| Some(written.rfind(&format!("{before}{}", link.destination))? + before.len());
    Some(link.span.start + before.iter().find_map(find)? as u32)
}
