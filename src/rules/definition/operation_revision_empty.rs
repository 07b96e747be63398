use crate::connector::definition::Operation;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// An operation belongs to a family, but has no revision.
    ///
    /// The revision puts the operations of a family in order. The first one has 1.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-api-annotation
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-api-annotation": { "family": "GetOrder" } } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///   "/orders/{id}": { "get": { "x-ms-api-annotation": { "family": "GetOrder", "revision": 1 } } },
    ///   "/shops": { "get": { "operationId": "GetShop", "x-ms-api-annotation": { "status": "Preview" } } } } }
    /// ```
    OperationRevisionEmpty {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 1 connector of 2022 among 374 published annotations",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(annotation) = operation.annotation() else { return };
    let Some(family) = annotation.family().and_then(Node::as_str) else { return };
    if annotation.revision().is_none() {
        cx.report(annotation.node, format!("`{}` has no revision in the family `{family}`", operation.label()))
            .help("add `revision`: 1 for the first operation of the family, and so on");
    }
}
