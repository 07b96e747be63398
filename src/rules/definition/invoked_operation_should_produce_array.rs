use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::Call;
use crate::connector::definition::path::Path;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// The operation that is to give a list of choices does not return an array there.
    ///
    /// Choices are read from the response of the invoked operation, at `value-collection` or `itemsPath`; without such a
    /// path the response itself must be the array. Otherwise users see an empty list. Responses that do not say what
    /// they hold are not judged.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-values
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string",
    ///     "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id" } }
    /// ] } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-list/itemsPath
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string",
    ///     "x-ms-dynamic-list": { "operationId": "GetOrder", "itemsPath": "total", "itemValuePath": "id" } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Orders": { "allOf": [ { "type": "object", "properties": { "data": { "type": "object",
    ///     "properties": { "orders": { "type": "array", "items": { "$ref": "#/definitions/Order" } } } } } } ] } },
    ///   "paths": {
    ///   "/orders": { "get": { "operationId": "ListOrders", "responses": { "200": { "schema": { "$ref": "#/definitions/Orders" } } } } },
    ///   "/raw": { "get": { "operationId": "ListRaw", "responses": { "200": { "schema": { "type": "object" } } } } },
    ///   "/none": { "get": { "operationId": "ListNone", "responses": { "200": { "description": "OK" } } } },
    ///   "/orders/{id}": { "get": { "parameters": [
    ///     { "name": "a", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "ListOrders", "value-collection": "data/orders", "value-path": "id" } },
    ///     { "name": "b", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "ListRaw", "value-path": "id" } },
    ///     { "name": "c", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "ListNone", "value-path": "id" } }
    ///   ] } } } }
    /// ```
    InvokedOperationShouldProduceArray {
        levels: { Warning },
        origin: Validator,
        evidence: "documented; 3 % of certified connectors have it, still accepted in 2024",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    if !definition.is_complete() {
        return;
    }
    for call in &definition.calls {
        let Some(key) = call.kind.collection_key() else { continue };
        let path = call.node.get(key);
        let at = path.map_or(At::key(call.node), At::from);
        let (Some(message), Some(operation)) = (trouble(definition, call), definition.invoked(call)) else { continue };
        let id = operation.label();
        let message = match path.and_then(crate::json::Node::as_str) {
            Some(path) => format!("`{id}` {message} at `{path}`"),
            None => format!("`{id}` {message}, and no `{key}` tells where else to look"),
        };
        let finding = cx.report(at, message);
        if let Some(schema) = definition.success_schema(operation) {
            finding.label(schema.node, "the response");
        }
        finding.help(format!("let `{key}` lead to an array in the response, or describe the response as it is"));
    }
}

fn trouble<'a>(definition: &Definition<'a>, call: &Call<'a>) -> Option<&'static str> {
    match definition.collection(call) {
        Path::Open => None,
        Path::Missing => Some("returns nothing"),
        Path::Found(way) => {
            let goal = definition.schemas.get(*way.last()?)?;
            (definition.is_array(goal) == Some(false)).then_some("does not return an array")
        }
    }
}
