use crate::connector::definition::dynamic::CallKind;
use crate::connector::definition::{Definition, Keyword};
use crate::finding::{At, Safety};
use crate::json;
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
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    for call in definition.calls.iter().filter(|call| call.kind == CallKind::Schema && call.id.is_some()) {
        let Some(typed) = call.typed().filter(|typed| !typed.has(Keyword::DynamicProperties)) else { continue };
        let references = call.arguments.iter().filter_map(|argument| argument.reference()?.as_str());
        let is_property = |name: &str| {
            let mut inputs = definition.callers(call).map(|caller| definition.input(caller, name));
            inputs.any(|input| input.parameter.is_none() && input.property.is_found())
        };
        if let Some(name) = references.into_iter().find(|name| is_property(name)) {
            let newer = definition.newer_form(call, false).and_then(|form| serde_json::to_string_pretty(&form).ok());
            let edit = newer.and_then(|newer| json::insert_member(typed.node, "x-ms-dynamic-properties", &newer));
            cx.report(At::key(call.node), format!("`{name}` is a property of the body, not a parameter"))
                .help("add `x-ms-dynamic-properties`, which takes a path such as `body/name`")
                .fix(Safety::Unsafe, "add `x-ms-dynamic-properties` that does the same", [edit]);
        }
    }
}
