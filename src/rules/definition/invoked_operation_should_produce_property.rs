use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// The operation that is to give a value does not return it there.
    ///
    /// The value that a choice stands for, or the schema of dynamic fields, is read from the response of the invoked
    /// operation at `value-path` or `itemValuePath`. When the response has nothing there, users get no choices or no
    /// fields. Responses that do not say what they hold are not judged, and paths of titles are not looked at.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-values/value-path
    /// { "paths": {
    ///   "/orders": { "get": { "operationId": "ListOrders", "responses": { "200": { "schema": { "type": "array", "items": { "$ref": "#/definitions/Order" } } } } } },
    ///   "/orders/{id}": { "get": { "parameters": [
    ///     { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-values": { "operationId": "ListOrders", "value-path": "Id" } }
    ///   ] } } } }
    /// ```
    /// ```json,bad,at=/definitions/Item/x-ms-dynamic-schema/value-path
    /// { "definitions": { "Item": { "type": "object", "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema" } } } }
    /// ```
    /// ```json,good
    /// { "definitions": {
    ///   "Item": { "type": "object", "x-ms-dynamic-schema": { "operationId": "GetSchema", "value-path": "schema" } },
    ///   "Part": { "type": "object", "x-ms-dynamic-schema": { "operationId": "GetOrder" } } },
    ///   "paths": {
    ///   "/schema": { "get": { "operationId": "GetSchema", "responses": { "200": { "schema": { "type": "object", "additionalProperties": {} } } } } },
    ///   "/orders": { "get": { "operationId": "ListOrders", "responses": { "200": { "schema": { "type": "array", "items": { "allOf": [ { "$ref": "#/definitions/Order" } ] } } } } } },
    ///   "/orders/{id}": { "get": { "parameters": [
    ///     { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-values": { "operationId": "ListOrders", "value-path": "id", "value-title": "name" } }
    ///   ] } } } }
    /// ```
    InvokedOperationShouldProduceProperty {
        levels: { Warning },
        origin: Validator,
        evidence: "documented; 20 certified connectors have it, counting paths of values only",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    if !definition.is_complete() {
        return;
    }
    for call in &definition.calls {
        let Some(path) = call.kind.value_key().and_then(|key| call.node.get(key)) else { continue };
        let (Some(name), Some(operation)) = (path.as_str(), definition.invoked(call)) else { continue };
        let Some(holder) = definition.value_holder(call) else { continue };
        if definition.follow(holder, &name).is_missing() {
            let what = if call.kind.collection_key().is_some() { "an item" } else { "the response" };
            cx.report(path, format!("{what} of `{}` has no `{name}`", operation.label()))
                .label(holder.node, format!("{what} as it is described"))
                .help("name a property that is returned, in its exact case");
        }
    }
}
