use crate::connector::definition::Operation;
use crate::connector::definition::revision::{split_id, stem_of_text};
use crate::connector::wording::is_camel_case;
use crate::rule::Cx;

rule! {
    /// The summary of an operation is its `operationId`.
    ///
    /// An id is made for programs. Users choose an action by its summary, which is a short phrase in words.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/summary
    /// { "paths": { "/orders/{id}": { "get": { "summary": "GetOrder" } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/summary
    /// { "paths": { "/orders/{id}": { "get": { "operationId": "GetOrder_V2", "summary": "GetOrder V2" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "operationId": "Search", "summary": "Search" } } } }
    /// ```
    SummaryEqualsOperationId {
        levels: { Warning, Warning, Hint },
        origin: Reviewer,
        evidence: "reviewers refuse it",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let (Some(id), Some(summary)) = (operation.id.and_then(crate::json::Node::as_str), operation.get("summary")) else {
        return;
    };
    // An id of one word is a good summary.
    let is_made_up = |id: &str| is_camel_case(id) || id.contains(['_', '-', '.']);
    let is_id = |summary: &str, id: &str| summary.trim() == id && is_made_up(id);
    let repeats = |summary: &str| is_id(summary, &id) || is_id(stem_of_text(summary), split_id(&id).0);
    if !operation.is_internal() && summary.as_str().is_some_and(|summary| repeats(&summary)) {
        cx.report(summary, format!("the summary is the `operationId` `{id}`"))
            .help("say in words what the operation does");
    }
}
