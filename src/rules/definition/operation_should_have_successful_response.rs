use crate::connector::definition::{Operation, ResponseUse};
use crate::connector::scaffold;
use crate::finding::Safety;
use crate::json::insert_member;
use crate::rule::Cx;

rule! {
    /// An operation describes failures only.
    ///
    /// Later steps of a flow offer the values of the response that stands for success. A `default` response counts as
    /// one.
    ///
    /// ```json,bad,at=/paths/~1shops/get/responses
    /// { "paths": { "/shops": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "404": { "description": "Not found" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops": {
    ///   "get": {
    ///     "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///     "responses": { "default": { "description": "Any" }, "404": { "description": "Not found" } } },
    ///   "post": {
    ///     "operationId": "AddShop", "summary": "Add a shop", "description": "Adds a shop.",
    ///     "responses": { "202": { "description": "Accepted" } } } } } }
    /// ```
    OperationShouldHaveSuccessfulResponse {
        levels: { Warning },
        origin: Validator,
        evidence: "documented as advice; 8 operations of 5 accepted connectors",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(responses) = operation.get("responses") else { return };
    if operation.responses.is_empty() || operation.responses.iter().any(|used| used.is_success() || used.is_default()) {
        return;
    }
    let codes: Vec<_> = operation.responses.iter().map(ResponseUse::code).collect();
    cx.report(responses, format!("`{}` has no response of success, only `{}`", operation.label(), codes.join("`, `")))
        .help("add the response that the service sends when all is well, such as `200`")
        .fix(
            Safety::Unsafe,
            "add a placeholder for the response of success",
            [insert_member(responses, "200", &scaffold::response())],
        );
}
