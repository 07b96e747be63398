use crate::connector::definition::annotation::{Annotation, is_status};
use crate::connector::definition::{Definition, Operation};
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// An operation is in production while its connector is in preview.
    ///
    /// The status of the connector is that of the whole: no operation can be further. A connector that states no status
    /// is not taken to be in preview here, although the platform shows it so at first.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-api-annotation/status
    /// { "info": { "x-ms-api-annotation": { "status": "Preview" } },
    ///   "paths": { "/orders/{id}": { "get": { "x-ms-api-annotation": { "family": "GetOrder", "revision": 1, "status": "Production" } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-api-annotation": { "family": "GetOrder", "revision": 1, "status": "Production" } } } } }
    /// ```
    /// ```json,good
    /// { "info": { "x-ms-api-annotation": { "status": "Preview" } },
    ///   "paths": { "/orders/{id}": { "get": { "x-ms-api-annotation": { "family": "GetOrder", "revision": 1, "status": "Preview" } } } } }
    /// ```
    OperationStatusAheadOfConnector {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: no published connector with a status of its own has it; 9 without one are accepted",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(status) = operation.annotation().and_then(Annotation::status) else { return };
    let Some(connector) = cx.definition().and_then(Definition::status) else { return };
    if is_status(status, "Production") && is_status(connector, "Preview") {
        cx.report(status, format!("`{}` is in production, but the connector in preview", operation.label()))
            .label(connector, "the status of the connector")
            .help("give the operation the status `Preview`, or the connector `Production`")
            .fix(
                Safety::Unsafe,
                "give the operation the status `Preview`",
                [Some(replace_value(status, &quote("Preview")))],
            );
    }
}
