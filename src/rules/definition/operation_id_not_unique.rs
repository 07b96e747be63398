use foldhash::HashMap;

use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// Two operations have the same `operationId`.
    ///
    /// Flows know an operation by its id. Of two with the same id one cannot be called.
    ///
    /// ```json,bad,at=/paths/~1shops/get/operationId
    /// { "paths": { "/shops": { "get": {
    ///   "operationId": "GetOrder", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops": { "get": {
    ///   "operationId": "getOrder", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    OperationIdNotUnique {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 16,251 published operations shares its id",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let mut first = HashMap::default();
    for node in definition.operations.iter().filter_map(|operation| operation.id) {
        // A blank id is a missing one.
        let Some(id) = node.as_str().filter(|id| !id.trim().is_empty()) else { continue };
        let earlier = *first.entry(id.clone()).or_insert(node);
        if earlier != node {
            cx.report(node, format!("another operation has the id `{id}`"))
                .label(earlier, "first used here")
                .help("give each operation an id of its own");
        }
    }
}
