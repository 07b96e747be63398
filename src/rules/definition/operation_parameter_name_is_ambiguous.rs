use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::CallKind;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// An argument is named like a parameter and like a property of the body of the invoked operation.
    ///
    /// `x-ms-dynamic-values` and `x-ms-dynamic-schema` know names only, so nobody can tell which of the two gets the
    /// argument. The newer `x-ms-dynamic-list` and `x-ms-dynamic-properties` take paths.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-values/parameters/shop
    /// { "paths": { "/search": { "post": { "operationId": "Search", "parameters": [
    ///     { "name": "shop", "in": "query", "type": "string" },
    ///     { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "shop": { "type": "string" } } } } ] } },
    ///   "/orders/{id}": { "get": { "parameters": [
    ///     { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-values": { "operationId": "Search", "value-path": "id", "parameters": { "shop": "a" } } }
    ///   ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/search": { "post": { "operationId": "Search", "parameters": [
    ///     { "name": "shop", "in": "query", "type": "string" },
    ///     { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "shop": { "type": "string" }, "top": { "type": "integer" } } } } ] } },
    ///   "/orders/{id}": { "get": { "parameters": [
    ///     { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-list": { "operationId": "Search", "itemValuePath": "id", "parameters": { "body/shop": { "value": "a" } } } },
    ///     { "name": "top", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "Search", "value-path": "id", "parameters": { "top": 10 } } }
    ///   ] } } } }
    /// ```
    OperationParameterNameIsAmbiguous {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 7,370 published arguments",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    for call in definition.calls.iter().filter(|call| matches!(call.kind, CallKind::Values | CallKind::Schema)) {
        let Some(operation) = definition.invoked(call) else { continue };
        for argument in &call.arguments {
            let (name, id) = (&argument.name, operation.label());
            if definition.input(operation, name).is_ambiguous() {
                cx.report(
                    At::key(argument.node),
                    format!("`{name}` is both a parameter and a property of the body of `{id}`"),
                )
                .label(operation.node, "the invoked operation")
                .help("add the newer extension, where a path such as `body/name` says which one is meant");
            }
        }
    }
}
