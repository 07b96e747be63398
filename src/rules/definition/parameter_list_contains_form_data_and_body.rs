use foldhash::HashSet;

use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// An operation has a body and form fields.
    ///
    /// Form fields are the body of a request. A second body beside them cannot be sent.
    ///
    /// ```json,bad,at=/paths/~1orders/post/parameters
    /// { "paths": { "/orders": { "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order.", "consumes": ["multipart/form-data"],
    ///   "parameters": [
    ///     { "name": "order", "in": "body", "schema": { "$ref": "#/definitions/Order" } },
    ///     { "name": "note", "in": "formData", "type": "string" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": { "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order.",
    ///   "parameters": [
    ///     { "name": "order", "in": "body", "schema": { "$ref": "#/definitions/Order" } },
    ///     { "name": "note", "in": "query", "type": "string" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    ParameterListContainsFormDataAndBody {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: no published connector has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    // The list of a path item is told once, not for each of its operations.
    let mut told = HashSet::default();
    for operation in &definition.operations {
        let find = |place: &str| {
            operation.parameters.iter().find(|used| definition.parameter(used).is_some_and(|found| found.is_in(place)))
        };
        let (Some(body), Some(field)) = (find("body"), find("formData")) else { continue };
        let holder = if body.from_path_item && field.from_path_item { operation.path_item } else { operation.node };
        let Some(list) = holder.get("parameters").filter(|list| told.insert(list.index())) else { continue };
        cx.report(list, format!("`{}` has a body and form fields", operation.label()))
            .label(body.node, "the body")
            .label(field.node, "a form field")
            .help("send everything in one way");
    }
}
