use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::CallKind;
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// A dynamic value refers to a name that is both a parameter and a property of the body.
    ///
    /// `x-ms-dynamic-values` knows names only, so it cannot tell which of the two is meant. `x-ms-dynamic-list` beside it
    /// takes paths, and with them the reference is clear.
    ///
    /// ```json,bad,at=/paths/~1orders/post/parameters/1/schema/properties/item/x-ms-dynamic-values
    /// { "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [
    ///   { "name": "shop", "in": "query", "type": "string" },
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "shop": { "type": "string" },
    ///     "item": { "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id",
    ///       "parameters": { "id": { "parameter": "shop" } } } } } } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [
    ///   { "name": "shop", "in": "query", "type": "string" },
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "shop": { "type": "string" },
    ///     "item": { "type": "string",
    ///       "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "shop" } } },
    ///       "x-ms-dynamic-list": { "operationId": "GetOrder", "itemValuePath": "id", "parameters": { "id": { "parameterReference": "body/shop" } } }
    ///     } } } }
    /// ] } } } }
    /// ```
    DynamicListExtensionRequiredForAmbiguousReferences {
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

/// Of the calls of an older kind that have no newer extension beside them, those with ambiguous references.
pub(super) fn check_calls(cx: &mut Cx<'_, '_>, definition: &Definition<'_>, kind: CallKind) {
    let Some(newer) = kind.newer_keyword() else { return };
    let calls = definition.calls.iter().filter(|call| call.kind == kind && call.id.is_some());
    for call in calls {
        let Some(typed) = call.typed().filter(|typed| !typed.has(newer)) else { continue };
        let references = call.arguments.iter().filter_map(|argument| argument.reference()?.as_str());
        let is_ambiguous =
            |name: &str| definition.callers(call).any(|caller| definition.input(caller, name).is_ambiguous());
        if let Some(name) = references.into_iter().find(|name| is_ambiguous(name)) {
            let newer = newer.name();
            let form = definition.newer_form(call, true).and_then(|form| serde_json::to_string_pretty(&form).ok());
            let edit = form.and_then(|form| json::insert_member(typed.node, newer, &form));
            cx.report(At::key(call.node), format!("`{name}` is both a parameter and a property of the body"))
                .help(format!("add `{newer}`, where a path such as `body/name` says which one is meant"))
                .fix(Safety::Unsafe, format!("add an `{newer}` that takes the parameter"), [edit]);
        }
    }
}
