use crate::connector::definition::{Keyword, Parameter};
use crate::rule::Cx;

/// Unknown: the list is not published. These headers are written by the platform, or belong to the transport; others,
/// such as `Content-Type` and `Accept`, are in use in hundreds of accepted connectors.
const ASSUMED_RESERVED_HEADERS: [&str; 5] =
    ["authorization", "connection", "content-length", "host", "transfer-encoding"];

rule! {
    /// A header parameter has a name that the platform writes itself.
    ///
    /// What the user enters is overwritten or refused. Keys and tokens belong to the connection, not to each call.
    ///
    /// Off unless it is asked for, by a level in `connkit.json` or by `--rule`: the platform does not publish the names that
    /// it reserves, so this cannot be decided offline. It then goes by the headers that belong to the transport.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/1/name
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "Authorization", "in": "header", "type": "string" }] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "Accept", "in": "header", "type": "string" },
    ///   { "name": "Content-Type", "in": "header", "type": "string" },
    ///   { "name": "host", "in": "query", "type": "string" }] } } } }
    /// ```
    ReservedParameterIsUsed {
        levels: { Off },
        origin: Validator,
        evidence: "documented without the list of names; 2 parameters of 1 accepted connector have one of these",
        since: "0.1.0",
        check: Parameter(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, parameter: &Parameter<'_>) {
    if !parameter.is_in("header") {
        return;
    }
    let Some(name) = parameter.get(Keyword::Name) else { return };
    let Some(text) = name.as_str() else { return };
    if ASSUMED_RESERVED_HEADERS.iter().any(|reserved| reserved.eq_ignore_ascii_case(&text)) {
        cx.report(name, format!("the header `{text}` is written by the platform"))
            .help("remove the parameter; put a key or token into the connection, or set the header with a policy");
    }
}
