use crate::connector::definition::{Definition, Keyword};
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// A required argument is taken from an input that may stay empty.
    ///
    /// When the user leaves the referenced input empty, the call that fetches choices or a schema lacks a required
    /// argument and fails. Inputs with a default are never empty.
    ///
    /// ```json,bad,at=/paths/~1shops/get/parameters/0/x-ms-dynamic-values/parameters/id
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "order" } } } },
    ///   { "name": "order", "in": "query", "type": "string" }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops": { "get": { "operationId": "ListShops", "parameters": [
    ///   { "name": "item", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "order" } } } },
    ///   { "name": "part", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id", "parameters": { "id": { "parameter": "first" } } } },
    ///   { "name": "order", "in": "query", "type": "string", "required": true },
    ///   { "name": "first", "in": "query", "type": "string", "default": "1" }
    /// ] } } } }
    /// ```
    OperationParameterRequiredMismatch {
        levels: { Warning },
        origin: Validator,
        evidence: "documented; 4.8 % of certified connectors have it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    if !definition.is_complete() {
        return;
    }
    for call in definition.calls.iter().filter(|call| call.kind.is_dynamic()) {
        let Some(operation) = definition.invoked(call) else { continue };
        for argument in &call.arguments {
            let Some(reference) = argument.reference().and_then(crate::json::Node::as_str) else { continue };
            let target = definition.input(operation, &argument.name);
            let has_default = definition.input_type(&target).is_none_or(|typed| typed.has(Keyword::Default));
            if has_default || !definition.is_required_input(&target) {
                continue;
            }
            let source = definition.callers(call).find_map(|caller| {
                let source = definition.input(caller, &reference);
                let typed = definition.input_type(&source)?;
                (!typed.has(Keyword::Default) && !definition.is_required_input(&source)).then_some(typed)
            });
            if let Some(source) = source {
                let name = &argument.name;
                cx.report(At::key(argument.node), format!("`{name}` is required, but `{reference}` may be left empty"))
                    .label(source.node, "may be left empty")
                    .help(format!("make `{reference}` required, or give it a default"));
            }
        }
    }
}
