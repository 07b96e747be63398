use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::CallKind;
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// A dynamic value refers to a property of the body, which only the newer extension can do.
    ///
    /// References of `x-ms-dynamic-values` are names of parameters. Where the needed value is entered inside the body,
    /// only `x-ms-dynamic-list` finds it, by a path such as `body/shop`; without it the list of choices stays empty.
    ///
    /// ```json,bad,at=/paths/~1orders/post/parameters/0/schema/properties/item/x-ms-dynamic-values
    /// { "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "shop": { "type": "string" },
    ///     "item": { "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id",
    ///       "parameters": { "id": { "parameter": "shop" } } } } } } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [
    ///   { "name": "client", "in": "query", "type": "string" },
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "shop": { "type": "string" },
    ///     "item": { "type": "string",
    ///       "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "shop" } } },
    ///       "x-ms-dynamic-list": { "operationId": "GetOrder", "itemValuePath": "id", "parameters": { "id": { "parameterReference": "body/shop" } } }
    ///     },
    ///     "part": { "type": "string",
    ///       "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "client" } } }
    ///     } } } }
    /// ] } } } }
    /// ```
    DynamicListExtensionRequiredForNonParameterReferences {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 4,279 published calls of dynamic values",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    check_calls(cx, definition, CallKind::Values);
}

/// Of the calls of an older kind that have no newer extension beside them, those that refer to properties.
pub(super) fn check_calls(cx: &mut Cx<'_, '_>, definition: &Definition<'_>, kind: CallKind) {
    let Some(newer) = kind.newer_keyword() else { return };
    for call in definition.calls.iter().filter(|call| call.kind == kind && call.id.is_some()) {
        let Some(typed) = call.typed().filter(|typed| !typed.has(newer)) else { continue };
        let references = call.arguments.iter().filter_map(|argument| argument.reference()?.as_str());
        let is_property = |name: &str| {
            let mut inputs = definition.callers(call).map(|caller| definition.input(caller, name));
            inputs.any(|input| input.parameter.is_none() && input.property.is_found())
        };
        if let Some(name) = references.into_iter().find(|name| is_property(name)) {
            let newer = newer.name();
            let form = definition.newer_form(call, false).and_then(|form| serde_json::to_string_pretty(&form).ok());
            let edit = form.and_then(|form| json::insert_member(typed.node, newer, &form));
            cx.report(At::key(call.node), format!("`{name}` is a property of the body, not a parameter"))
                .help(format!("add `{newer}`, which takes a path such as `body/name`"))
                .fix(Safety::Unsafe, format!("add an `{newer}` that does the same"), [edit]);
        }
    }
}
