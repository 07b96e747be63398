use crate::connector::definition::Definition;
use crate::finding::Safety;
use crate::json;
use crate::rule::Cx;

rule! {
    /// An extension names an operation that does not exist.
    ///
    /// Dynamic extensions, `x-ms-notification`, simulations, the test connection and the file picker call another
    /// operation of the same definition by its `operationId`, in exact case. The operation that replaces a deprecated
    /// one may belong to another connector and is not looked for.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-values/operationId
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-values": { "operationId": "getorder", "value-path": "id" } }
    /// ] } } } }
    /// ```
    /// ```json,bad,at=/x-ms-capabilities/testConnection/operationId
    /// { "x-ms-capabilities": { "testConnection": { "operationId": "GetUser" } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": {
    ///     "deprecated": true, "x-ms-api-annotation": { "replacement": { "api": "Other", "operationId": "GetIt" } },
    ///     "parameters": [
    ///       { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id" } },
    ///       { "name": "user", "in": "query", "type": "string", "x-ms-dynamic-values": { "builtInOperation": "AadGraph.GetUsers", "value-path": "id" } }
    ///     ] } } },
    ///   "x-ms-capabilities": { "testConnection": { "operationId": "GetOrder" } } }
    /// ```
    OperationIdNotFound {
        levels: { Error },
        origin: Validator,
        evidence: "observed as an error; 0 of 6,416 published dynamic calls, 41 test connections and file pickers",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe, Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    if !definition.is_complete() {
        return;
    }
    for call in definition.calls.iter().filter(|call| call.target.is_none()) {
        let Some((node, id)) = call.id.and_then(|id| Some((id, id.as_str()?))) else { continue };
        let nearest = cx.nearest(&id, definition.operation_ids()).map(|alike| alike.name);
        let finding = cx.report(node, format!("there is no operation `{id}`"));
        match nearest {
            Some(nearest) => {
                let safety = if nearest.eq_ignore_ascii_case(&id) { Safety::Safe } else { Safety::Unsafe };
                let edit = json::replace_value(node, &json::quote(nearest));
                finding.help(format!("did you mean `{nearest}`?"));
                finding.fix(safety, format!("call `{nearest}`"), [Some(edit)]);
            }
            None => {
                finding.help("name an operation of this definition");
            }
        }
    }
}
