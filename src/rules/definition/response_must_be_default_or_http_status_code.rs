use crate::connector::definition::Operation;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// A response is named neither by a status code nor `default`.
    ///
    /// Responses are found by the status code of a call, from 100 to 599. Ranges such as `2XX` belong to later versions
    /// of OpenAPI.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses/4XX
    /// { "paths": { "/orders/{id}": { "get": { "responses": { "4XX": { "description": "Not found" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "responses": {
    ///     "404": { "description": "Not found" }, "default": { "description": "Failed" }, "x-note": {}
    /// } } } } }
    /// ```
    ResponseMustBeDefaultOrHttpStatusCode {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 35,230 responses has it",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    for response in &operation.responses {
        let code = response.code();
        let is_status = code.len() == 3
            && code.starts_with(['1', '2', '3', '4', '5'])
            && code.bytes().all(|byte| byte.is_ascii_digit());
        if !is_status && !response.is_default() {
            cx.report(At::key(response.node), format!("`{code}` is neither a status code nor `default`"))
                .help("name the response by its status code, such as `200`");
        }
    }
}
