use crate::connector::definition::Operation;
use crate::connector::definition::annotation::Annotation;
use crate::rule::Cx;

rule! {
    /// An operation names its replacement, but is not deprecated.
    ///
    /// `replacement` in `x-ms-api-annotation` tells the makers of flows where to go from an operation that will end.
    /// On an operation that goes on it misleads them.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-api-annotation/replacement
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "x-ms-api-annotation": { "family": "GetOrder", "revision": 1, "replacement": { "api": "orders", "operationId": "GetOrder_V2" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "deprecated": true,
    ///   "x-ms-api-annotation": { "family": "GetOrder", "revision": 1, "replacement": { "api": "orders", "operationId": "GetOrder_V2" } } } } } }
    /// ```
    ApiAnnotationExtensionReplacementInfoForNonDeprecatedOperations {
        levels: { Error },
        origin: Validator,
        evidence: "documented: the validator's list of rules; no published connector uses `replacement`",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(replacement) = operation.annotation().and_then(Annotation::replacement) else { return };
    // A `deprecated` that is no boolean is wrong in itself, and is reported for that.
    if operation.get("deprecated").is_none_or(|deprecated| deprecated.as_bool() == Some(false)) {
        cx.report(replacement, format!("`{}` has a replacement, but is not deprecated", operation.label()))
            .help("add `\"deprecated\": true` to the operation, or remove the replacement");
    }
}
