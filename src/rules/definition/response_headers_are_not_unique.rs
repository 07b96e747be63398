use foldhash::HashMap;

use crate::connector::definition::Response;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// Two headers of a response differ in case only.
    ///
    /// Names of headers have no case, so both are the same header, described twice.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses/200/headers
    /// { "paths": { "/orders/{id}": { "get": { "responses": { "200": { "headers": {
    ///     "Retry-After": { "type": "integer" }, "retry-after": { "type": "string" }
    /// } } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "responses": { "200": { "headers": {
    ///     "Retry-After": { "type": "integer" }, "ETag": { "type": "string" }
    /// } } } } } } }
    /// ```
    ResponseHeadersAreNotUnique {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 1,173 responses with headers has it",
        since: "0.1.0",
        check: Response(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, response: &Response<'a>) {
    let Some(headers) = response.node.get("headers").filter(|headers| headers.is_object()) else { return };
    let mut seen: HashMap<String, Node<'a>> = HashMap::default();
    for header in headers.children() {
        let Some(name) = header.key() else { continue };
        let first = *seen.entry(name.to_ascii_lowercase()).or_insert(header);
        // The very same key twice is a fault of the JSON text, and told as such.
        if first.key().is_some_and(|first| first != name) {
            cx.report(headers, format!("the header `{name}` is described twice"))
                .label(first, "first described here")
                .label(header, "and again here")
                .help("keep one of them");
        }
    }
}
