use crate::connector::definition::{Keyword, Parameter};
use crate::finding::Safety;
use crate::json::remove;
use crate::rule::Cx;

rule! {
    /// A query parameter says how its value is encoded.
    ///
    /// The values of query parameters are always encoded once; `x-ms-url-encoding` is for path parameters.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/1/x-ms-url-encoding
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "top", "in": "query", "type": "integer", "x-ms-url-encoding": "single" }] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "top", "in": "query", "type": "integer" }] } } } }
    /// ```
    QueryParameterEncodingNotSupported {
        levels: { Warning },
        origin: Validator,
        evidence: "documented; 63 parameters of 13 accepted connectors have it",
        since: "0.1.0",
        check: Parameter(check),
        fixes: [Safe, Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, parameter: &Parameter<'_>) {
    let Some(encoding) = parameter.get(Keyword::UrlEncoding).filter(|_| parameter.is_in("query")) else { return };
    let name = parameter.name().unwrap_or_default();
    // Encoded once is what the value is in any case; any other wish was somebody's decision.
    let safety = if encoding.is_str("single") { Safety::Safe } else { Safety::Unsafe };
    cx.report(encoding, format!("the query parameter `{name}` has `x-ms-url-encoding`"))
        .help("remove it: the value is encoded once in any case")
        .fix(safety, "remove `x-ms-url-encoding`", [remove(encoding)]);
}
