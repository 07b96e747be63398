use crate::connector::definition::Operation;
use crate::rule::Cx;

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
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let (Some(definition), Some(responses)) = (cx.definition(), operation.get("responses")) else { return };
    let with_schema: Vec<_> = operation
        .responses
        .iter()
        .filter(|used| definition.response(used).is_some_and(|response| response.node.get("schema").is_some()))
        .collect();
    if with_schema.len() < 2 {
        return;
    }
    let message = format!("`{}` has {} responses with a schema, one is used", operation.label(), with_schema.len());
    let finding = cx.report(responses, message);
    finding.help("keep the schema of the response that stands for success, and describe the others in words");
    for used in with_schema.into_iter().take(MAX_LABELS) {
        finding.label(used.node, "has a schema");
    }
}
