use crate::connector::definition::Operation;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// An operation has two bodies.
    ///
    /// A request has one body. What belongs together is described by one schema with properties.
    ///
    /// ```json,bad,at=/paths/~1orders/post/parameters
    /// { "paths": { "/orders": { "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order.",
    ///   "parameters": [
    ///     { "name": "order", "in": "body", "schema": { "$ref": "#/definitions/Order" } },
    ///     { "name": "note", "in": "body", "schema": { "type": "string" } }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": {
    ///   "parameters": [{ "name": "order", "in": "body", "schema": { "type": "object" } }],
    ///   "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order.",
    ///   "parameters": [
    ///     { "name": "order", "in": "body", "schema": { "$ref": "#/definitions/Order" } },
    ///     { "name": "note", "in": "query", "type": "string" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    OperationParametersContainMultipleBodyParameters {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: no published connector has it",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let Some(definition) = cx.definition() else { return };
    let bodies: Vec<_> = operation
        .parameters
        .iter()
        .filter_map(|used| Some((used, definition.parameter(used).filter(|parameter| parameter.is_in("body"))?)))
        .collect();
    let Some((first, rest)) = bodies.split_first() else { return };
    // Two of the same name are one parameter that is repeated, and reported as such.
    let Some((other, _)) = rest.iter().find(|(_, parameter)| parameter.name() != first.1.name()) else { return };
    if first.0.from_path_item && other.from_path_item {
        // The path's own list is wrong, which is reported there, once for all operations.
        return;
    }
    let at = operation.get("parameters").map_or_else(|| At::from(operation.node), At::from);
    cx.report(at, format!("`{}` has {} body parameters", operation.label(), bodies.len()))
        .label(first.0.node, "the first body")
        .label(other.node, "another body")
        .help("put everything into one schema, or send some of it in the query or headers");
}
