use crate::connector::readme::{Heading, Markdown, SectionKind, documentations, line_end};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::Edit;

rule! {
    /// A section of the readme has a heading and nothing below it.
    ///
    /// A reader cannot tell whether there is nothing to say or something is missing. A comment is not seen.
    ///
    /// ```raw:readme.md,bad,at=5:1
    /// # Contoso Orders
    ///
    /// ## Publisher: Contoso
    ///
    /// ## Known Issues and Limitations
    ///
    /// <!-- none -->
    ///
    /// ## Prerequisites
    /// You need a shop at Contoso.
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    ///
    /// ## Prerequisites
    /// None.
    ///
    /// ## Supported Operations
    /// ## Get an order
    /// Returns one order of the shop.
    /// ```
    ReadmeSectionEmpty {
        levels: { Warning, Warning, Hint },
        origin: House,
        evidence: "inferred: sections of the template are there to be filled",
        since: "0.1.0",
        check: Readme(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let readme = &file.content;
    let headings = readme.headings();
    for (index, heading) in headings.iter().enumerate() {
        let Some(kind) = SectionKind::of(heading).filter(|kind| *kind != SectionKind::Publisher) else { continue };
        // Text behind a colon is content, and so are headings of the same rank that are no sections of the template.
        let has_more = heading.text.split_once(':').is_some_and(|(_, value)| !value.trim().is_empty())
            || headings.get(index + 1).is_some_and(|next| SectionKind::of(next).is_none_or(|next| next == kind));
        let is_empty = readme.section_of(index).is_some_and(|section| section.is_empty);
        if is_empty && !has_more && heading.level > 1 && !readme.is_cut() {
            let edit = scaffold(cx, file.text, heading, kind);
            cx.report(file.place(heading.span), format!("there is nothing under `{}`", heading.text))
                .help("write what there is to say, or `None.`")
                .fix(Safety::Unsafe, "add what is known, or a placeholder", [Some(edit)]);
        }
    }
}

/// Operations are known from the definition.
fn scaffold(cx: &Cx<'_, '_>, text: &str, heading: &Heading, kind: SectionKind) -> Edit {
    let line_end = line_end(text);
    let end = heading.span.start as usize + text[heading.span.range()].trim_end().len();
    let definition = cx.definition().filter(|_| kind == SectionKind::Operations);
    let operations = definition.and_then(|definition| documentations(definition, heading.level, line_end));
    let content = operations.unwrap_or_else(|| "TODO: write what there is to say, or `None.`".to_owned());
    let rest = &text[end..];
    let has_gap = !rest.is_empty() && (rest.trim().is_empty() || rest.starts_with(&line_end.repeat(2)));
    let gap = if has_gap { "" } else { line_end };
    Edit::insert(end as u32, format!("{line_end}{line_end}{content}{gap}"))
}
