use crate::connector::readme::{Markdown, ProseKind};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::Edit;

rule! {
    /// A line of the readme or intro was to be a heading, and lacks the blank behind `#`.
    ///
    /// It is shown as text with its number signs, and the section below it has no heading.
    ///
    /// ```raw:readme.md,bad,at=3:1
    /// # Contoso Orders
    ///
    /// ##Prerequisites
    ///
    /// You need a shop at Contoso.
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// #orders is the channel to ask in, or \##orders.
    ///
    /// ## #1 reason to use it
    /// ```
    HeadingWithoutBlank {
        levels: { Warning, Warning, Hint },
        origin: House,
        evidence: "inferred from published connectors: 6 of 496 readmes have one",
        since: "0.1.0",
        check: Connector(check),
        fixes: [Safe],
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    cx.view.markdown_files().for_each(|file| report(cx, file));
}

fn report(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    for paragraph in file.content.paragraphs() {
        let signs = paragraph.text.len() - paragraph.text.trim_start_matches('#').len();
        let (_, rest) = paragraph.text.split_at(signs);
        let written = file.text.get(paragraph.span.range()).unwrap_or_default();
        // One sign alone may be a hash tag.
        let is_meant = (2..=6).contains(&signs) && rest.starts_with(char::is_alphabetic) && written.starts_with("##");
        if paragraph.kind == ProseKind::Paragraph && is_meant {
            let line: String = rest.chars().take(40).collect();
            let edit = Edit::insert(paragraph.span.start + signs as u32, " ");
            cx.report(file.place(paragraph.span), format!("`{line}` is not shown as a heading"))
                .help("write a blank behind the number signs")
                .fix(Safety::Safe, "insert the blank", [Some(edit)]);
        }
    }
}
