use crate::connector::definition::Schema;
use crate::connector::definition::filter::{FUNCTIONS, filter_functions};
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// `filterFunctions` names a function that is not known.
    ///
    /// The platform uses the functions that it knows for filtering at the service, and filters the rest itself. Its list
    /// is not published; connkit knows the functions of OData.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/x-ms-capabilities/filterFunctions/1
    /// { "definitions": { "Order": { "properties": { "id": { "x-ms-capabilities": { "filterFunctions": ["eq", "equals"] } } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "x-ms-capabilities": { "filterFunctions": ["eq", "startswith"] } } } } } }
    /// ```
    FilterFunctionsPropertyInvalidValue {
        levels: { Warning },
        origin: Validator,
        evidence: "documented without the list of functions; no published connector has filterFunctions",
        since: "0.1.0",
        check: Schema(check),
        keywords: [FilterFunctions, Capabilities],
    }
}

fn check(cx: &mut Cx<'_, '_>, schema: &Schema<'_>) {
    for function in filter_functions(schema).filter(|functions| functions.is_array()).flat_map(Node::children) {
        let Some(name) = function.as_str() else { continue };
        if !FUNCTIONS.contains(&name.to_lowercase().as_str()) {
            cx.report(function, format!("`{name}` is no known filter function"))
                .help("name functions such as `eq`, `and`, `contains`, `startswith`");
        }
    }
}
