use crate::connector::definition::{Keyword, Parameter};
use crate::rule::Cx;

rule! {
    /// A file is to be sent in the query, path or a header.
    ///
    /// Only forms carry files.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/1/type
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///   { "name": "file", "in": "query", "type": "file" }] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": { "post": {
    ///   "operationId": "AddFile", "summary": "Add a file", "description": "Adds a file.", "consumes": ["multipart/form-data"],
    ///   "parameters": [{ "name": "file", "in": "formData", "type": "file" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    FileParameterMustBeInFormData {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: no published connector has it",
        since: "0.1.0",
        check: Parameter(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, parameter: &Parameter<'_>) {
    if !parameter.is_type("file") {
        return;
    }
    let (Some(kind), Some(place)) = (parameter.get(Keyword::Type), parameter.str(Keyword::In)) else { return };
    // A body has no type at all, which is reported as such.
    if matches!(place.as_ref(), "query" | "header" | "path") {
        let name = parameter.name().unwrap_or_default();
        cx.report(kind, format!("the file `{name}` is to be sent in the {place}"))
            .help("set `in` to `formData`, and `consumes` to `multipart/form-data`");
    }
}
