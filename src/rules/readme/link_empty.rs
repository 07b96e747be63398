use crate::connector::readme::Link;
use crate::connector::readme::Markdown;
use crate::rule::{Cx, TextFile};

rule! {
    /// A link or image of the readme or intro has no target, or a link has no text.
    ///
    /// Nothing happens when it is followed, or there is nothing to follow.
    ///
    /// ```raw:readme.md,bad,at=3:5,at=5:1,at=7:1,at=9:1,at=9:20
    /// # Contoso Orders
    ///
    /// See [the documentation]().
    ///
    /// ![A shop]()
    ///
    /// [](https://contoso.com)
    ///
    /// <img alt="A shop"/><a href="">the shop</a>
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// See [the documentation](https://contoso.com/docs), [below](#prerequisites) or <https://contoso.com>.
    ///
    /// [![](https://contoso.com/shop.png)](https://contoso.com)
    ///
    /// `[]()` <!-- []() <img> --> `<img>` <a name="top"></a> <a href="https://contoso.com"><b>the shop</b></a>
    /// ```
    LinkEmpty {
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
    let links = file.content.links();
    for (index, link) in links.iter().enumerate() {
        let what = if link.is_image { "image" } else { "link" };
        if link.has_no_target() {
            let message = match link.text.trim() {
                "" => format!("the {what} leads nowhere"),
                text => format!("the {what} `{text}` leads nowhere"),
            };
            let place = if !link.is_html {
                "between the parentheses"
            } else if link.is_image {
                "into `src`"
            } else {
                "into `href`"
            };
            cx.report(file.place(link.span), message).help(format!("write the address {place}"));
        } else if link.has_no_text() && !holds_image(link, links.get(index + 1)) {
            cx.report(file.place(link.span), format!("the link to `{}` has no text", link.destination))
                .help("write the text between the brackets");
        }
    }
}

/// Whether the next link is an image inside this one.
fn holds_image(link: &Link, next: Option<&Link>) -> bool {
    next.is_some_and(|next| next.is_image && next.span.end <= link.span.end)
}
