use crate::connector::definition::Operation;
use crate::connector::scaffold;
use crate::finding::Safety;
use crate::json::{insert_member, quote, replace_value};
use crate::rule::Cx;

rule! {
    /// An operation has no `operationId`.
    ///
    /// Flows know an operation by its id: without one it cannot be used.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get
    /// { "paths": { "/orders/{id}": { "get": { "operationId": null } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get
    /// { "paths": { "/orders/{id}": { "get": { "operationId": " " } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "operationId": "GetOrder" } } } }
    /// ```
    OperationIdRequired {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: all of 16,251 published operations have an id",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let is_missing = match operation.id {
        None => true,
        Some(id) => id.is_null() || id.as_str().is_some_and(|id| id.trim().is_empty()),
    };
    if is_missing {
        let placeholder = quote(&scaffold::operation_id(operation.method, &operation.path));
        let edit = match operation.id {
            Some(id) => Some(replace_value(id, &placeholder)),
            None => insert_member(operation.node, "operationId", &placeholder),
        };
        cx.report(operation.node, format!("`{} {}` has no `operationId`", operation.method, operation.path))
            .help("add an `operationId` in PascalCase that says what the operation does, such as `GetOrder`")
            .fix(Safety::Unsafe, "add a placeholder for the id", [edit]);
    }
}
