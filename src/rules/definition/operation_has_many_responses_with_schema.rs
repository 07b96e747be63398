use crate::connector::definition::{Operation, ResponseUse};
use crate::finding::Safety;
use crate::json::remove;
use crate::rule::Cx;
use crate::text::Edit;

/// So many responses are pointed at.
const MAX_LABELS: usize = 5;

rule! {
    /// An operation describes the content of several responses.
    ///
    /// The designer uses one schema only, to offer the values of the answer to later steps. What the other responses
    /// hold is shown nowhere.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses
    /// { "paths": { "/orders/{id}": { "get": { "responses": {
    ///   "404": { "description": "Not found", "schema": { "type": "object" } } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "responses": {
    ///   "404": { "description": "Not found" }, "default": { "description": "Failed" } } } } } }
    /// ```
    OperationHasManyResponsesWithSchema {
        levels: { Warning },
        origin: Validator,
        evidence: "observed as a warning in public validation logs; a quarter of the certified connectors have it",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let (Some(definition), Some(responses)) = (cx.definition(), operation.get("responses")) else { return };
    let with_schema: Vec<&ResponseUse<'_>> = operation
        .responses
        .iter()
        .filter(|used| definition.response(used).is_some_and(|response| response.node.get("schema").is_some()))
        .collect();
    if with_schema.len() < 2 {
        return;
    }
    let message =
        format!("`{}` has {} responses with a schema, at most one is used", operation.label(), with_schema.len());
    let finding = cx.report(responses, message);
    // Only where success has one: else it would be lost.
    if with_schema.iter().any(|used| used.is_success()) {
        let dropped = with_schema.iter().filter(|used| !used.is_success());
        let edits: Vec<Option<Edit>> = dropped.filter_map(|used| used.node.get("schema")).map(remove).collect();
        if !edits.is_empty() {
            finding.fix(Safety::Unsafe, "remove the schemas of the responses that do not stand for success", edits);
        }
    }
    finding
        .help("describe only the content of the response that stands for success with a schema, the others in words");
    for used in with_schema.into_iter().take(MAX_LABELS) {
        finding.label(used.node, "has a schema");
    }
}
