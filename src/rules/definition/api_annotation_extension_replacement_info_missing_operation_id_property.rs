use crate::connector::definition::Operation;
use crate::connector::definition::annotation::Annotation;
use crate::rule::Cx;

rule! {
    /// The replacement of an operation does not say which operation it is.
    ///
    /// `replacement` in `x-ms-api-annotation` needs both `api` and `operationId`; without the id nobody can tell where
    /// to go.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-api-annotation/replacement
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "deprecated": true,
    ///   "x-ms-api-annotation": { "family": "GetOrder", "revision": 1, "replacement": { "api": "orders", "operationId": "" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "deprecated": true,
    ///   "x-ms-api-annotation": { "family": "GetOrder", "revision": 1, "replacement": { "api": "orders", "operationId": "GetOrder_V2" } } } } } }
    /// ```
    ApiAnnotationExtensionReplacementInfoMissingOperationIdProperty {
        levels: { Error },
        origin: Validator,
        evidence: "documented: the validator's list of rules; no published connector uses `replacement`",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(replacement) = operation.annotation().and_then(Annotation::replacement) else { return };
    if replacement.get("operationId").is_none_or(|id| id.as_str().is_some_and(|id| id.trim().is_empty())) {
        cx.report(replacement, format!("the replacement of `{}` has no `operationId`", operation.label()))
            .help("add `operationId` with the id of the new operation");
    }
}
