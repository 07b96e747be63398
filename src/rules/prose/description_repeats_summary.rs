use crate::finding::Level;
use crate::rule::{Cx, Prose, ProseRole, Repeated};

rule! {
    /// A description says the same as the summary above it.
    ///
    /// The designer shows both, one below the other. Reviewers ask for a description that tells more: what the operation
    /// does, which values a field takes, and what they mean.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/description
    /// { "paths": { "/orders/{id}": { "get": { "summary": "Get an order", "description": "Get an order." } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/description
    /// { "paths": { "/orders/{id}": { "get": { "summary": "Get an order V2", "description": "Get an order" } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///     "/orders/{id}": { "get": { "summary": "Get an order", "description": "Gets one order with all of its lines." } },
    ///     "/hook": { "delete": { "summary": "Unsubscribe", "description": "Unsubscribe", "x-ms-visibility": "internal" } }
    /// } }
    /// ```
    DescriptionRepeatsSummary {
        levels: { Warning, Warning, Off },
        origin: Reviewer,
        evidence: "documented and asked for by reviewers; 1,751 of 16,169 published operations have it, 4,420 parameters",
        since: "0.1.0",
        check: Prose(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    let Some(Repeated::Summary(summary)) = prose.repeated.filter(|_| !prose.is_internal) else { return };
    let finding = cx.report(prose.node, "the description says no more than the summary");
    finding.label(summary, "the summary").help("tell what it does or means, in a full sentence");
    if prose.role != ProseRole::OperationDescription {
        finding.at_most(Level::Hint);
    }
}
