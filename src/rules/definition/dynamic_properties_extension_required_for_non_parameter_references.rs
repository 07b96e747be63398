use super::dynamic_list_extension_required_for_non_parameter_references::check_calls;
use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::CallKind;
use crate::rule::Cx;

rule! {
    /// A dynamic schema refers to a property of the body, which only the newer extension can do.
    ///
    /// References of `x-ms-dynamic-schema` are names of parameters. Where the needed value is entered inside the body,
    /// only `x-ms-dynamic-properties` finds it, by a path such as `body/shop`; without it the user sees no fields.
    ///
    /// ```json,bad,at=/paths/~1orders/post/parameters/0/schema/properties/item/x-ms-dynamic-schema
    /// { "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "shop": { "type": "string" },
    ///     "item": { "type": "object", "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema",
    ///       "parameters": { "id": { "parameter": "shop" } } } } } } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [
    ///   { "name": "client", "in": "query", "type": "string" },
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "shop": { "type": "string" },
    ///     "item": { "type": "object",
    ///       "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema", "parameters": { "id": { "parameter": "shop" } } },
    ///       "x-ms-dynamic-properties": { "operationId": "GetOrder", "itemValuePath": "schema", "parameters": { "id": { "parameterReference": "body/shop" } } }
    ///     },
    ///     "part": { "type": "object",
    ///       "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema", "parameters": { "id": { "parameter": "client" } } }
    ///     } } } }
    /// ] } } } }
    /// ```
    DynamicPropertiesExtensionRequiredForNonParameterReferences {
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
