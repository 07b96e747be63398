use crate::connector::definition::{Keyword, Parameter};
use crate::finding::Safety;
use crate::json;
use crate::rule::Cx;

rule! {
    /// An internal parameter has a default but is not required.
    ///
    /// Users do not see an internal parameter, and the platform leaves out what is optional, so the default is never sent.
    /// It may stay as it is where that is meant.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/1
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string" },
    ///   { "name": "version", "in": "query", "type": "string", "default": "1", "x-ms-visibility": "internal" }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string" },
    ///   { "name": "version", "in": "query", "type": "string", "required": true, "default": "1", "x-ms-visibility": "internal" }
    /// ] } } } }
    /// ```
    InternalPropertyWithDefaultOptional {
        levels: { Warning },
        origin: Validator,
        evidence: "inferred from published connectors: 12 of 1,034 have 26 such parameters of 1,470",
        since: "0.1.0",
        check: Parameter(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, parameter: &Parameter<'a>) {
    if !parameter.has(Keyword::Default)
        || parameter.is_in("body")
        || parameter.is_required()
        || !parameter.is_internal()
    {
        return;
    }
    let name = parameter.name().unwrap_or_default();
    let edit = match parameter.get(Keyword::Required) {
        Some(required) => Some(json::replace_value(required, "true")),
        None => json::insert_member(parameter.node, "required", "true"),
    };
    cx.report(parameter.node, format!("`{name}` is internal with a default, but not required: it may not be sent"))
        .help("add `required: true`, if the default is to be sent")
        .fix(Safety::Unsafe, "make it required", [edit]);
}
