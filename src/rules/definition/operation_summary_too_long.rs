use crate::connector::definition::Operation;
use crate::rule::Cx;

/// Documented: a summary has fewer characters.
const LIMIT: usize = 120;

rule! {
    /// The summary of an operation is too long to be shown.
    ///
    /// The designer shows the summary as the name of a step, and cuts what does not fit. Certification asks for 80
    /// characters at most, which `FieldLengthExceeded` tells.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/summary
    /// { "paths": { "/orders/{id}": { "get": { "summary":
    ///   "Get the order of the shop that belongs to the user who made the connection with its lines, payments, deliveries and returns" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "summary": "Get an order with its lines" } } } }
    /// ```
    OperationSummaryTooLong {
        levels: { Warning },
        origin: Validator,
        evidence: "documented as advice with the limit; the longest of 16,192 published summaries is shorter",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(summary) = operation.get("summary") else { return };
    let length = summary.as_str().map_or(0, |text| text.chars().count());
    if length >= LIMIT {
        cx.report(summary, format!("the summary has {length} characters, the designer shows fewer than {LIMIT}"))
            .help("say in a few words what the operation does, and the rest in its description");
    }
}
