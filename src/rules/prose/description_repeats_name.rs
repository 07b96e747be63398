use crate::rule::{Cx, Prose, Repeated};

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
    // Where the summary repeats the name as well, the description repeats the summary, which is told already.
    if let Some(Repeated::Name) = prose.repeated.filter(|_| !prose.is_internal) {
        cx.report(prose.node, format!("the description `{}` only repeats the name", prose.text))
            .help("tell what the value means and how it looks");
    }
}
