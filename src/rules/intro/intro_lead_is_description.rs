use crate::connector::readme::{Markdown, Paragraph, line_end, simplified};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::Edit;

rule! {
    /// The intro begins with the definition's description.
    ///
    /// The public page shows both, one below the other. The intro has room for what the description cannot hold.
    ///
    /// ```raw:intro.md,bad,at=1:1
    /// Contoso keeps the orders of small shops.
    /// Read and write them from your flows.
    /// ```
    /// ```raw:intro.md,good
    /// Contoso keeps the orders of small shops. Use the connector to send each order to the one who packs it.
    /// ```
    IntroLeadIsDescription {
        levels: { Warning, Warning, Off },
        origin: Certification,
        evidence: "documented: different from the description",
        since: "0.1.0",
        check: Intro(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Markdown>) {
    let Some(node) = cx.definition().and_then(|definition| definition.info()?.get("description")) else { return };
    let (Some(lead), Some(description)) = (file.content.lead(), node.as_str()) else { return };
    let description = simplified(&description);
    if !description.is_empty() && simplified(&lead.text) == description {
        cx.report(file.place(lead.span), "the intro begins with the same text as the connector's description")
            .label(node, "the description")
            .help("tell more, or something else")
            .fix(Safety::Unsafe, "put a placeholder in its place", [Some(scaffold(file.text, lead))]);
    }
}

fn scaffold(text: &str, lead: &Paragraph) -> Edit {
    let ends_line = text[lead.span.range()].ends_with('\n');
    let end = if ends_line { line_end(text) } else { "" };
    Edit::replace(lead.span, format!("TODO: say what the service is, and what the connector does.{end}"))
}
