use crate::connector::definition::dynamic::CallKind;
use crate::connector::definition::{Definition, Keyword};
use crate::finding::{At, Safety};
use crate::json;
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
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    let calls = definition.calls.iter().filter(|call| call.kind == CallKind::Schema && call.id.is_some());
    for call in calls.filter(|call| call.typed().is_some_and(|typed| !typed.has(Keyword::DynamicProperties))) {
        let references = call.arguments.iter().filter_map(|argument| argument.reference()?.as_str());
        let is_ambiguous =
            |name: &str| definition.callers(call).any(|caller| definition.input(caller, name).is_ambiguous());
        if let Some(name) = references.into_iter().find(|name| is_ambiguous(name)) {
            let newer = definition.newer_form(call, true).and_then(|form| serde_json::to_string_pretty(&form).ok());
            let typed = call.typed().map(|typed| typed.node);
            let edit =
                typed.zip(newer).and_then(|(node, newer)| json::insert_member(node, "x-ms-dynamic-properties", &newer));
            cx.report(At::key(call.node), format!("`{name}` is both a parameter and a property of the body"))
                .help("add `x-ms-dynamic-properties`, where a path such as `body/name` says which one is meant")
                .fix(Safety::Unsafe, "add an `x-ms-dynamic-properties` that takes the parameter", [edit]);
        }
    }
}
