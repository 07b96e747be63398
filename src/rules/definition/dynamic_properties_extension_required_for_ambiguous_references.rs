use super::dynamic_list_extension_required_for_ambiguous_references::check_calls;
use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::CallKind;
use crate::rule::Cx;

rule! {
    /// A dynamic schema refers to a name that is both a parameter and a property of the body.
    ///
    /// `x-ms-dynamic-schema` knows names only, so it cannot tell which of the two is meant. `x-ms-dynamic-properties` beside it
    /// takes paths, and with them the reference is clear.
    ///
    /// ```json,bad,at=/paths/~1orders/post/parameters/1/schema/properties/item/x-ms-dynamic-schema
    /// { "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [
    ///   { "name": "shop", "in": "query", "type": "string" },
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "shop": { "type": "string" },
    ///     "item": { "type": "object", "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema",
    ///       "parameters": { "id": { "parameter": "shop" } } } } } } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [
    ///   { "name": "shop", "in": "query", "type": "string" },
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "shop": { "type": "string" },
    ///     "item": { "type": "object",
    ///       "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema", "parameters": { "id": { "parameter": "shop" } } },
    ///       "x-ms-dynamic-properties": { "operationId": "GetOrder", "itemValuePath": "schema", "parameters": { "id": { "parameterReference": "body/shop" } } }
    ///     } } } }
    /// ] } } } }
    /// ```
    DynamicPropertiesExtensionRequiredForAmbiguousReferences {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 678 published calls of dynamic schemas",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    check_calls(cx, definition, CallKind::Schema);
}
