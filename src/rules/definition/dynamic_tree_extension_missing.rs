use crate::connector::definition::{Keyword, Typed};
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// A value is chosen with the file picker, but nothing describes the tree to choose from.
    ///
    /// Old clients draw the file picker from the connector's capability, newer ones from `x-ms-dynamic-tree`. Both must
    /// be there, or users of newer clients have to type the value.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-values
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string",
    ///     "x-ms-dynamic-values": { "capability": "file-picker", "value-path": "id" } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string",
    ///     "x-ms-dynamic-values": { "capability": "file-picker", "value-path": "id" },
    ///     "x-ms-dynamic-tree": { "open": { "operationId": "GetOrder" }, "browse": { "operationId": "GetOrder" } } },
    ///   { "name": "shop", "in": "query", "type": "string",
    ///     "x-ms-dynamic-values": { "builtInOperation": "AadGraph.GetUsers", "value-path": "id" } }
    /// ] } } } }
    /// ```
    DynamicTreeExtensionMissing {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 61 published uses of the file picker",
        since: "0.1.0",
        check: Typed(check),
        keywords: [DynamicValues],
    }
}

fn check(cx: &mut Cx<'_, '_>, typed: &Typed<'_>) {
    let Some(values) = typed.get(Keyword::DynamicValues) else { return };
    let is_picker = values.get("capability").is_some_and(|capability| capability.is_str("file-picker"));
    if is_picker && !typed.has(Keyword::DynamicTree) {
        cx.report(At::key(values), "the file picker has no `x-ms-dynamic-tree` beside it")
            .help("add `x-ms-dynamic-tree` with its `open` and `browse` calls");
    }
}
