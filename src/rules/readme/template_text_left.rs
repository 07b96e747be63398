use crate::connector::readme::{Markdown, ProseKind};
use crate::rule::{Cx, TextFile};
use crate::text::Span;

/// How the template's instructions begin.
const INSTRUCTIONS: [&str; 4] = ["Required. ", "Optional. ", "Provide a detailed description", "TODO: "];

/// The template's headings that are to be replaced, simplified.
const PLACEHOLDERS: [&str; 6] =
    ["title", "your connector name", "publishers name", "publisher publishers name", "operation 1", "operation 2"];

rule! {
    /// Text of Microsoft's template was left in the readme or intro.
    ///
    /// Its instructions and placeholders are for the author, and are to be replaced.
    ///
    /// ```raw:readme.md,bad,at=3:1,at=6:1
    /// # Contoso Orders
    ///
    /// ## Publisher: Publisher's Name
    ///
    /// ## Prerequisites
    /// Required. What a user needs.
    /// ```
    /// ```raw:intro.md,bad,at=1:1,file=intro.md
    /// Provide a detailed description of the connector.
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// ## Publisher: Contoso
    ///
    /// ## Prerequisites
    /// An account is required. A tablet is not. `Required. x`
    ///
    /// | name | |
    /// |---|---|
    /// | id | Required. The order. |
    ///
    /// - Optional. The note.
    /// ```
    TemplateTextLeft {
        levels: { Warning, Warning, Hint },
        origin: Certification,
        evidence: "16 of 1,004 published readmes have the template's publisher or instructions; reviewers ask to replace them",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    cx.view.markdown_files().for_each(|file| report(cx, file));
}

fn report(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let markdown = &file.content;
    let headings = markdown.headings().iter().filter(|heading| PLACEHOLDERS.contains(&heading.simple.as_str()));
    let paragraphs = markdown.paragraphs().iter().filter(|paragraph| {
        let begins = |start: &&str| paragraph.text.starts_with(start) || paragraph.text == start.trim_end();
        paragraph.kind == ProseKind::Paragraph && INSTRUCTIONS.iter().any(begins)
    });
    let headings = headings.map(|heading| (heading.span, heading.text.as_str()));
    let paragraphs = paragraphs.map(|paragraph| (paragraph.span, paragraph.text.as_str()));
    let mut found: Vec<(Span, &str)> = headings.chain(paragraphs).collect();
    found.sort_unstable();
    for (span, text) in found {
        let start: String = text.chars().take(40).collect();
        cx.report(file.place(span), format!("`{start}` is the template's text"))
            .help("replace it by your own, or remove it");
    }
}
