use crate::connector::definition::dynamic::{CallKind, without_properties};
use crate::connector::definition::{Definition, Keyword};
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// The value path of a dynamic schema ends in `properties`, and there is no newer extension beside it.
    ///
    /// Such a path leads to the list of properties instead of to the schema that holds it. Only old clients read it so;
    /// newer ones need `x-ms-dynamic-properties`, whose path leads to the schema.
    ///
    /// ```json,bad,at=/definitions/Order/x-ms-dynamic-schema
    /// { "definitions": { "Order": { "type": "object", "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema/properties" } } } }
    /// ```
    /// ```json,good
    /// { "definitions": {
    ///   "Order": { "type": "object",
    ///     "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema/properties" },
    ///     "x-ms-dynamic-properties": { "operationId": "GetOrder", "itemValuePath": "schema" } },
    ///   "Item": { "type": "object", "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "itemproperties" } }
    /// } }
    /// ```
    DynamicPropertiesExtensionRequiredForPropertiesValuePath {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 678 published calls of dynamic schemas",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    for call in definition.calls.iter().filter(|call| call.kind == CallKind::Schema) {
        let Some(typed) = call.typed().filter(|typed| !typed.has(Keyword::DynamicProperties)) else { continue };
        let Some(path) = call.node.str_member("value-path") else { continue };
        if without_properties(&path) == path.trim_matches('/') {
            continue;
        }
        let newer = definition.newer_form(call, false).and_then(|form| serde_json::to_string_pretty(&form).ok());
        let edit = newer.and_then(|newer| json::insert_member(typed.node, "x-ms-dynamic-properties", &newer));
        cx.report(At::key(call.node), format!("the value path `{path}` leads to `properties` instead of to a schema"))
            .help("add `x-ms-dynamic-properties` with the path of the schema")
            .fix(Safety::Unsafe, "add `x-ms-dynamic-properties` that does the same", [edit]);
    }
}
