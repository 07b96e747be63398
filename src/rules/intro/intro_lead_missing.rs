use crate::connector::readme::{Markdown, line_end};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::{BYTE_ORDER_MARK, Edit};

rule! {
    /// The intro does not begin with a paragraph about the connector.
    ///
    /// The public page shows it first: what the service is, and what the connector does for its users.
    ///
    /// ```raw:intro.md,bad,at=1:1
    /// ## Prerequisites
    ///
    /// You need a shop at Contoso.
    /// ```
    /// ```raw:intro.md,good
    /// Contoso keeps the orders of small shops. Read and write them without code.
    ///
    /// ## Prerequisites
    ///
    /// You need a shop at Contoso.
    /// ```
    IntroLeadMissing {
        levels: { Warning, Warning, Off },
        origin: Certification,
        evidence: "documented: one paragraph of up to eight sentences at the beginning",
        since: "0.1.0",
        check: Intro(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    if file.content.lead().is_none() && !file.content.is_cut() {
        cx.report(file.start(), "there is no paragraph before the first heading")
            .help("begin with a few sentences on the service and what the connector does")
            .fix(Safety::Unsafe, "begin with a placeholder", [Some(scaffold(file))]);
    }
}

/// A paragraph at the beginning, or below the title.
fn scaffold(file: &TextFile<'_, Markdown>) -> Edit {
    let line_end = line_end(file.text);
    let lead = "TODO: say in a few sentences what the service is, and what the connector does.";
    match file.content.title() {
        Some(title) => {
            let end = title.span.start as usize + file.text[title.span.range()].trim_end().len();
            Edit::insert(end as u32, format!("{line_end}{line_end}{lead}{line_end}"))
        }
        None => {
            let start = if file.text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
            Edit::insert(start as u32, format!("{lead}{line_end}{line_end}"))
        }
    }
}
