use crate::connector::definition::{Keyword, Parameter};
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// The name of a form field holds a character outside US-ASCII.
    ///
    /// The name is written into the headers of a part of the request, where only US-ASCII is safe.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/post/parameters/0/name
    /// { "paths": { "/orders/{id}": { "post": {
    ///   "operationId": "AddFile", "summary": "Add a file", "description": "Adds a file.", "consumes": ["multipart/form-data"],
    ///   "parameters": [{ "name": "größe", "in": "formData", "type": "string" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "post": {
    ///   "operationId": "AddFile", "summary": "Add a file", "description": "Adds a file.", "consumes": ["multipart/form-data"],
    ///   "parameters": [{ "name": "size", "in": "formData", "type": "string" }, { "name": "größe", "in": "query", "type": "string" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    InvalidFormDataParameterName {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 1,114 published form fields has such a name",
        since: "0.1.0",
        check: Parameter(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, parameter: &Parameter<'_>) {
    if !parameter.is_in("formData") {
        return;
    }
    let Some(name) = parameter.get(Keyword::Name) else { return };
    let Some(text) = name.as_str() else { return };
    if let Some((at, character)) = text.char_indices().find(|(_, character)| !character.is_ascii()) {
        cx.report(
            At::within(name, at..at + character.len_utf8()),
            format!("the form field `{text}` has `{character}` in its name"),
        )
        .help("use letters and digits of US-ASCII");
    }
}
