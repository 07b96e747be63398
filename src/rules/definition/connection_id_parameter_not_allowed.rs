use crate::connector::definition::{Keyword, Parameter};
use crate::rule::Cx;

rule! {
    /// A parameter is called `connectionId`.
    ///
    /// The platform puts a parameter of this name into every path itself, to find the connection of the user. A second
    /// one hides it.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/1/name
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "connectionId", "in": "query", "type": "string" }] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "ConnectionID", "in": "query", "type": "string" }] } } } }
    /// ```
    ConnectionIdParameterNotAllowed {
        levels: { Error },
        origin: Validator,
        evidence: "documented; none of 37,984 published parameters has this name",
        since: "0.1.0",
        check: Parameter(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, parameter: &Parameter<'_>) {
    if let Some(name) = parameter.get(Keyword::Name).filter(|name| name.is_str("connectionId")) {
        cx.report(name, "the name `connectionId` belongs to the platform")
            .help("give the parameter another name, and map it back with a policy if the service insists");
    }
}
