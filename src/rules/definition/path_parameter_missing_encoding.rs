use crate::connector::definition::{Keyword, Parameter};
use crate::finding::{At, Safety};
use crate::json::insert_member;
use crate::rule::Cx;

rule! {
    /// A path parameter does not say how its value is encoded.
    ///
    /// A blank, `/` or `?` in the value breaks the request unless it is encoded. `single` is right for nearly all services,
    /// and what is documented to happen without `x-ms-url-encoding`; `double` is for the few that decode twice.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-url-encoding
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string" }] } } } }
    /// ```
    /// ```json,bad,at=/parameters/Order/x-ms-url-encoding
    /// { "parameters": { "Order": { "name": "id", "in": "path", "required": true, "type": "string" } },
    ///   "paths": { "/orders/{id}": { "get": { "parameters": [{ "$ref": "#/parameters/Order" }] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "double" },
    ///   { "name": "top", "in": "query", "type": "integer" }] } } } }
    /// ```
    PathParameterMissingEncoding {
        levels: { Warning },
        origin: Validator,
        evidence: "observed as a warning in a public validation log; a fifth of the certified connectors have it",
        since: "0.1.0",
        check: Parameter(check),
        fixes: [Safe],
    }
}

fn check(cx: &mut Cx<'_, '_>, parameter: &Parameter<'_>) {
    if !parameter.is_in("path") || parameter.has(Keyword::UrlEncoding) {
        return;
    }
    let name = parameter.name().unwrap_or_default();
    let key = Keyword::UrlEncoding.name();
    cx.report(At::missing(parameter.node, key), format!("the path parameter `{name}` has no `{key}`"))
        .help(format!("add `\"{key}\": \"single\"`"))
        .fix(Safety::Safe, "encode the value once", [insert_member(parameter.node, key, "\"single\"")]);
}
