use crate::connector::definition::Operation;
use crate::connector::definition::annotation::Annotation;
use crate::rule::Cx;

rule! {
    /// The `operationId` of a later revision does not end with its number.
    ///
    /// By convention the second revision of `GetOrder` is `GetOrder_V2`, so that flows show which one they call. The
    /// first revision has no suffix.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/operationId
    /// { "paths": { "/orders/{id}": { "get": { "operationId": "GetOrderNew", "x-ms-api-annotation": { "family": "GetOrder", "revision": 2 } } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///   "/orders/{id}": { "get": { "operationId": "GetOrder", "x-ms-api-annotation": { "family": "GetOrder", "revision": 1 } } },
    ///   "/v2/orders": { "get": { "operationId": "GetOrder_v2", "x-ms-api-annotation": { "family": "GetOrder", "revision": 2 } } },
    ///   "/v3/orders": { "get": { "operationId": "GetOrderV3", "x-ms-api-annotation": { "family": "GetOrder", "revision": 3 } } } } }
    /// ```
    OperationIdShouldEndWithRevision {
        levels: { Warning },
        origin: Validator,
        evidence: "documented; 42 operations of 9 accepted connectors do not follow, those with `V2` left out",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(revision) = operation.annotation().and_then(Annotation::revision) else { return };
    let Some(number) = revision.as_i64().filter(|number| *number >= 2) else { return };
    let Some(id) = operation.id else { return };
    let Some(text) = id.as_str().filter(|text| !text.trim().is_empty()) else { return };
    // `V2` without the underscore is accepted.
    if !text.to_ascii_lowercase().ends_with(&format!("v{number}")) {
        cx.report(id, format!("the id `{text}` of revision `{number}` does not end with `_V{number}`"))
            .label(revision, "the revision")
            .help("end the id with the revision; but flows break when the id of a published operation changes");
    }
}
