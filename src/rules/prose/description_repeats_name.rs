use crate::connector::wording::folded;
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// A description is nothing but the name of what it describes.
    ///
    /// The name of a parameter or property is made for programs. Users see the description as the hint of an input field,
    /// where a repeated name helps nobody.
    ///
    /// ```json,bad,at=/definitions/Order/properties/total/description
    /// { "definitions": { "Order": { "properties": { "total": { "title": "Sum", "description": "total" } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "total": { "title": "Sum", "description": "The total to pay." } } } } }
    /// ```
    DescriptionRepeatsName {
        levels: { Hint, Hint, Off },
        origin: Reviewer,
        evidence: "asked for by reviewers; nearly half of the published connectors have some",
        since: "0.1.0",
        check: Prose(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    let Some(holder) = prose.holder().filter(|_| !prose.is_internal()) else { return };
    let (name, summaries): (_, &[&str]) = match prose.role {
        ProseRole::OperationDescription => (holder.str_member("operationId"), &["summary"]),
        ProseRole::ParameterDescription => (holder.str_member("name"), &["x-ms-summary"]),
        ProseRole::SchemaDescription => (holder.key(), &["x-ms-summary", "title"]),
        _ => return,
    };
    let description = folded(&prose.text);
    // Where the summary repeats the name as well, the description repeats the summary, which is told already.
    let is_summary =
        || summaries.iter().filter_map(|key| holder.str_member(key)).any(|text| folded(&text) == description);
    if let Some(name) = name.filter(|name| !description.is_empty() && folded(name) == description)
        && !is_summary()
    {
        cx.report(prose.node, format!("the description only repeats the name `{name}`"))
            .help("tell what the value means and how it looks");
    }
}
