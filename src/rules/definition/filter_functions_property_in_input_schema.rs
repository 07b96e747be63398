use crate::connector::definition::Schema;
use crate::connector::definition::filter::filter_functions;
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// `filterFunctions` stands in the schema of a body.
    ///
    /// Only what a service returns can be filtered. A definition that responses share may have the list.
    ///
    /// ```json,bad,at=/definitions/NewOrder/properties/id/x-ms-capabilities/filterFunctions
    /// { "definitions": { "NewOrder": { "type": "object", "properties": { "id": { "x-ms-capabilities": { "filterFunctions": ["eq"] } } } } },
    ///   "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [ { "name": "body", "in": "body", "schema": { "$ref": "#/definitions/NewOrder" } } ] } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "x-ms-capabilities": { "filterFunctions": ["eq"] } } } } },
    ///   "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [ { "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Order" } } ] } } } }
    /// ```
    FilterFunctionsPropertyInInputSchema {
        levels: { Error },
        origin: Validator,
        evidence: "documented; no published connector has filterFunctions",
        since: "0.1.0",
        check: Schema(check),
        fixes: [Safe],
        keywords: [FilterFunctions, Capabilities],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, schema: &'v Schema<'a>) {
    let Some(functions) = filter_functions(schema).next() else { return };
    let Some(reach) = cx.definition().map(crate::connector::definition::Definition::reach) else { return };
    if reach.is_input(schema) && !reach.is_output(schema) {
        cx.report(At::key(functions), "a body cannot be filtered").help("remove `filterFunctions`").fix(
            Safety::Safe,
            "remove it",
            [json::remove(functions)],
        );
    }
}
