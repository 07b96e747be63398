use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::CallKind;
use crate::finding::At;
use crate::rule::Cx;
use crate::text::shortened;

/// So many are told for one call: both calls and inputs may be as many as fit into a file.
const MOST_TOLD: usize = 16;

rule! {
    /// A call leaves out an input that the invoked operation requires.
    ///
    /// When the platform fetches choices or a schema, it sends exactly the arguments that the extension lists. A required
    /// input without a default that is not among them makes the call fail.
    ///
    /// ```json,bad,at=/paths/~1shops/get/parameters/0/x-ms-dynamic-values
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "order", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id" } }
    /// ] } } } }
    /// ```
    /// ```json,bad,at=/paths/~1shops/get/parameters/0/x-ms-dynamic-list/parameters
    /// { "paths": { "/search": { "post": { "operationId": "Search", "parameters": [
    ///     { "name": "body", "in": "body", "required": true, "schema": { "type": "object", "required": ["text"],
    ///       "properties": { "text": { "type": "string" }, "top": { "type": "integer" } } } } ] } },
    ///   "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///     { "name": "order", "in": "query", "type": "string",
    ///       "x-ms-dynamic-list": { "operationId": "Search", "itemValuePath": "id", "parameters": { "body/top": { "value": 10 } } } }
    ///   ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/search": { "post": { "operationId": "Search", "parameters": [
    ///     { "name": "version", "in": "query", "type": "string", "required": true, "default": "1" },
    ///     { "name": "body", "in": "body", "required": true, "schema": { "type": "object", "required": ["text", "options"],
    ///       "properties": { "text": { "type": "string" }, "options": { "type": "object" } } } } ] } },
    ///   "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///     { "name": "shop", "in": "query", "type": "string", "x-ms-dynamic-list": { "operationId": "Search", "itemValuePath": "id", "parameters": { "body/text": { "value": "a" } } } },
    ///     { "name": "order", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": 1 } } }
    ///   ] } } } }
    /// ```
    OperationMissingRequiredProperty {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 6,416 published calls, required properties of bodies included",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    for call in definition.calls.iter().filter(|call| call.kind.is_dynamic() || call.kind == CallKind::Simulate) {
        let Some(operation) = definition.invoked(call) else { continue };
        let place = call.arguments_place();
        if !place.is_object() {
            continue;
        }
        for input in definition.missing_inputs(operation, call).take(MOST_TOLD) {
            let name = shortened(&input.name);
            cx.report(
                At::key(place),
                format!("the call of `{}` leaves out `{name}`, which is required", operation.label()),
            )
            .label(operation.node, "the invoked operation")
            .help(format!("give `{name}` in `parameters`, or give it a default there"));
        }
    }
}
