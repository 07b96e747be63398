use crate::connector::definition::{Definition, Keyword};
use crate::finding::{Level, Safety};
use crate::json;
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// A text is there and says nothing.
    ///
    /// An empty title or description is shown as nothing at all; without it, the designer makes one up from the name.
    /// Reviewers ask to remove empty texts. Where the platform itself needs a text, `RequiredValueEmpty` tells.
    ///
    /// ```json,bad,at=/definitions/Order/properties/total/title
    /// { "definitions": { "Order": { "properties": { "total": { "title": "" } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "total": { "title": null } } } } }
    /// ```
    TextEmpty {
        levels: { Warning, Warning, Hint },
        origin: Reviewer,
        codes: ["5000.2.4.6"],
        evidence: "asked for by reviewers; 17 % of the published connectors have some",
        since: "0.1.0",
        check: Prose(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if prose.is_plainly_trimmed() {
        return;
    }
    if !prose.text.trim().is_empty() || cx.definition().is_some_and(|definition| is_told(definition, prose)) {
        return;
    }
    let key = prose.node.key().unwrap_or_default();
    let finding = cx.report(prose.node, format!("`{key}` is empty"));
    if prose.role == ProseRole::ResponseDescription {
        finding.help("tell what the response means, such as `OK`").at_most(Level::Hint);
    } else if prose.role == ProseRole::ParameterDescription {
        // A parameter has to have a description: nothing at all is worse than nothing in it.
        finding.help("tell what the value means and how it looks");
    } else {
        finding.help("write a text, or remove it").fix(
            Safety::Safe,
            format!("remove `{key}`"),
            [json::remove(prose.node)],
        );
    }
}

/// Whether the platform refuses the empty text, or the rules about connection parameters look at it.
fn is_told(definition: &Definition<'_>, prose: &Prose<'_>) -> bool {
    let parameter = || definition.parameter_at(prose.holder()?);
    match prose.role {
        ProseRole::ConnectorTitle
        | ProseRole::ConnectorDescription
        | ProseRole::OperationSummary
        | ProseRole::OperationDescription
        | ProseRole::ConnectionText => true,
        ProseRole::ParameterSummary => parameter().is_some_and(|parameter| {
            parameter.str(Keyword::In).is_some_and(|place| place != "body") && !parameter.is_internal()
        }),
        _ => false,
    }
}
