use crate::connector::definition::Operation;
use crate::connector::definition::annotation::Annotation;
use crate::rule::Cx;

rule! {
    /// The replacement of an operation does not say in which API it is.
    ///
    /// `replacement` in `x-ms-api-annotation` needs both `api` and `operationId`: the new operation may belong to
    /// another connector.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-api-annotation/replacement
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "deprecated": true,
    ///   "x-ms-api-annotation": { "family": "GetOrder", "revision": 1, "replacement": { "operationId": "GetOrder_V2" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "deprecated": true,
    ///   "x-ms-api-annotation": { "family": "GetOrder", "revision": 1, "replacement": { "api": "orders", "operationId": "GetOrder_V2" } } } } } }
    /// ```
    ApiAnnotationExtensionReplacementInfoMissingApiProperty {
        levels: { Error },
        origin: Validator,
        evidence: "documented: the validator's list of rules; no published connector uses `replacement`",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(replacement) = operation.annotation().and_then(Annotation::replacement) else { return };
    if replacement.get("api").is_none_or(|api| api.as_str().is_some_and(|api| api.trim().is_empty())) {
        cx.report(replacement, format!("the replacement of `{}` has no `api`", operation.label()))
            .help("add `api` with the name of the connector that has the new operation");
    }
}
