use crate::connector::readme::Markdown;
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::{Edit, Span};

rule! {
    /// The intro has a heading of the first level.
    ///
    /// It becomes part of the connector's public page, which has the connector's name as its title already.
    ///
    /// ```raw:intro.md,bad,at=1:1
    /// # Contoso Orders
    ///
    /// Contoso keeps the orders of small shops.
    /// ```
    /// ```raw:intro.md,good
    /// Contoso keeps the orders of small shops.
    ///
    /// ## Prerequisites
    /// ```
    IntroTitle {
        levels: { Warning, Warning, Off },
        origin: Certification,
        evidence: "documented: the intro begins with a paragraph, without a title",
        since: "0.1.0",
        check: Intro(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    if let Some(heading) = file.content.title() {
        cx.report(file.place(heading.span), format!("`{}` is a title, and the page has one", heading.text))
            .help("remove the title, or write `##` for a section")
            .fix(Safety::Unsafe, "remove the title", [Some(removed(file.text, heading.span))]);
    }
}

/// Removes a heading with the blank lines below it.
fn removed(text: &str, heading: Span) -> Edit {
    let behind = &text[heading.end as usize..];
    let blanks = behind.len() - behind.trim_start_matches(['\r', '\n']).len();
    Edit::delete(Span { end: heading.end + blanks as u32, ..heading })
}
