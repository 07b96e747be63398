use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// A path holds a query or a fragment.
    ///
    /// What stands behind `?` belongs into parameters with `"in": "query"`, and what stands behind `#` is never sent.
    ///
    /// ```json,bad,at=/paths/~1shops?all=true
    /// { "paths": { "/shops?all=true": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "parameters": [{ "name": "all", "in": "query", "type": "boolean" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    OperationPathMayNotContainQueryOrFragment {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 14,662 published paths has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for path_item in definition.path_items() {
        let Some(path) = path_item.key() else { continue };
        let Some(mark) = path.chars().find(|character| matches!(character, '?' | '#')) else { continue };
        let what = if mark == '?' { "query" } else { "fragment" };
        let help = if mark == '?' {
            "declare each part of the query as a parameter with `\"in\": \"query\"`"
        } else {
            "remove what stands behind `#`: it is never sent"
        };
        cx.report(*path_item, format!("the path `{path}` holds a {what}")).help(help);
    }
}
