use crate::connector::definition::{Keyword, Parameter};
use crate::finding::{At, Safety};
use crate::json::{insert_member, replace_value};
use crate::rule::Cx;

rule! {
    /// A path parameter is not required.
    ///
    /// A path with a hole in it is another path: each variable needs a value in every call.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "type": "string", "x-ms-url-encoding": "single" }] } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/required
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": false, "type": "string", "x-ms-url-encoding": "single" }] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "top", "in": "query", "type": "integer" }] } } } }
    /// ```
    PathParameterMustBeRequired {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: all of 7,840 published path parameters are required",
        since: "0.1.0",
        check: Parameter(check),
        fixes: [Safe],
    }
}

fn check(cx: &mut Cx<'_, '_>, parameter: &Parameter<'_>) {
    if !parameter.is_in("path") {
        return;
    }
    let required = parameter.get(Keyword::Required);
    // A `required` that is no boolean is wrong in itself, and is reported for that.
    if required.is_some_and(|required| required.as_bool() != Some(false)) {
        return;
    }
    let edit = match required {
        Some(required) => Some(replace_value(required, "true")),
        None => insert_member(parameter.node, "required", "true"),
    };
    let name = parameter.name().unwrap_or_default();
    let at = required.map_or_else(|| At::from(parameter.node), At::from);
    cx.report(at, format!("the path parameter `{name}` is not required")).help("add `\"required\": true`").fix(
        Safety::Safe,
        "require the parameter",
        [edit],
    );
}
