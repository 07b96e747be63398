use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::{Call, CallKind, Value};
use crate::finding::{At, Safety};
use crate::json::{self, Node};
use crate::rule::Cx;

rule! {
    /// A dynamic extension or one of its arguments lacks the member that gives it a meaning.
    ///
    /// `x-ms-dynamic-values` needs an `operationId`, a `capability` or a `builtInOperation`, and `x-ms-dynamic-list` the
    /// first or the last of these. Arguments of `x-ms-dynamic-list`, `-properties` and `-tree` are objects with a `value`
    /// or a `parameterReference`; in the `browse` call of a tree also with a `selectedItemValuePath`.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-values
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-values": { "value-path": "id" } }
    /// ] } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-list
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-list": { "itemValuePath": "id" } }
    /// ] } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-list/parameters/id,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-list/parameters/shop
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-list": { "operationId": "GetOrder", "itemValuePath": "id",
    ///     "parameters": { "id": { "parameter": "id" }, "shop": "a" } } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "type": "string",
    ///     "x-ms-dynamic-values": { "capability": "file-picker", "value-path": "id" },
    ///     "x-ms-dynamic-tree": { "open": { "operationId": "GetOrder", "parameters": { "id": { "value": null } } },
    ///       "browse": { "operationId": "GetOrder", "parameters": { "id": { "selectedItemValuePath": "id" } } } } },
    ///   { "name": "user", "in": "query", "type": "string", "x-ms-dynamic-values": { "builtInOperation": "AadGraph.GetUsers", "value-path": "id" } },
    ///   { "name": "shop", "in": "query", "type": "string", "x-ms-dynamic-list": { "operationId": "GetOrder", "itemValuePath": "id", "parameters": { "id": { "parameterReference": "id" } } } }
    /// ] } } } }
    /// ```
    OneOfPropertiesRequired {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 6,416 published calls",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for call in &definition.calls {
        let sources: &[&str] = match call.kind {
            CallKind::Values => &["operationId", "capability", "builtInOperation"],
            CallKind::List => &["operationId", "builtInOperation"],
            _ => &[],
        };
        if !sources.is_empty() && sources.iter().all(|source| call.node.get(source).is_none()) {
            cx.report(At::key(call.node), "nothing tells where the choices come from")
                .help("add `operationId` with the operation that returns them");
        }
        for argument in call.arguments.iter().filter(|argument| matches!(argument.value, Value::Unknown)) {
            report_argument(cx, call, argument.node);
        }
    }
}

fn report_argument<'a>(cx: &mut Cx<'_, 'a>, call: &Call<'a>, node: Node<'a>) {
    // A member of the wrong type is another rule's finding.
    if node.get("parameterReference").is_some() || node.get("selectedItemValuePath").is_some() {
        return;
    }
    let finding = cx.report(At::key(node), "the argument has neither a `value` nor a `parameterReference`");
    if !node.is_object() {
        let edit = serde_json::to_string(&serde_json::json!({ "value": node.to_value() })).ok();
        let edit = edit.map(|value| json::replace_value(node, &value));
        finding.help("write it as `{\"value\": ..}`").fix(Safety::Unsafe, "write it as a literal", [edit]);
    } else if let Some(older) = node.get("parameter") {
        finding.help("`parameter` is the older form: write `parameterReference`").fix(
            Safety::Unsafe,
            "rename it to `parameterReference`",
            [json::rename_key(older, "parameterReference")],
        );
    } else if call.kind == CallKind::TreeBrowse {
        finding.help("add `value`, `parameterReference` or `selectedItemValuePath`");
    } else {
        finding.help("add `value` or `parameterReference`");
    }
}
