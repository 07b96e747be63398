use crate::connector::definition::Schema;
use crate::connector::definition::filter::filter_functions;
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// `filterFunctions` is an empty list.
    ///
    /// The list tells by which functions a property can be filtered. A property that cannot be filtered has no such list.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/x-ms-capabilities/filterFunctions
    /// { "definitions": { "Order": { "properties": { "id": { "x-ms-capabilities": { "filterFunctions": [] } } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "x-ms-capabilities": { "filterFunctions": ["eq"] } } } } } }
    /// ```
    FilterFunctionsPropertyEmpty {
        levels: { Error },
        origin: Validator,
        evidence: "documented; no published connector has filterFunctions",
        since: "0.1.0",
        check: Schema(check),
        fixes: [Safe],
        keywords: [FilterFunctions, Capabilities],
    }
}

fn check(cx: &mut Cx<'_, '_>, schema: &Schema<'_>) {
    for functions in filter_functions(schema).filter(|functions| functions.is_array() && functions.is_empty()) {
        cx.report(At::key(functions), "`filterFunctions` is empty").help("list the functions, or remove it").fix(
            Safety::Safe,
            "remove it",
            [json::remove(functions)],
        );
    }
}
