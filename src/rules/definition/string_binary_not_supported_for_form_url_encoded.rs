use foldhash::HashSet;

use crate::connector::definition::{Definition, Keyword};
use crate::connector::media_type::{URL_ENCODED_FORM, essence};
use crate::rule::Cx;

rule! {
    /// A file is to be sent in a form that is encoded like a query.
    ///
    /// `application/x-www-form-urlencoded` carries texts only. Binary values need `multipart/form-data`.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/post/parameters/0
    /// { "paths": { "/orders/{id}": { "post": {
    ///   "operationId": "AddFile", "summary": "Add a file", "description": "Adds a file.", "consumes": ["application/x-www-form-urlencoded"],
    ///   "parameters": [{ "name": "file", "in": "formData", "type": "string", "format": "binary" }, { "name": "name", "in": "formData", "type": "string" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "post": {
    ///   "operationId": "AddFile", "summary": "Add a file", "description": "Adds a file.", "consumes": ["multipart/form-data"],
    ///   "parameters": [{ "name": "file", "in": "formData", "type": "string", "format": "binary" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    StringBinaryNotSupportedForFormUrlEncoded {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: no published connector has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    // The parameters of a path item are told once, not for each of its operations.
    let mut told = HashSet::default();
    for operation in &definition.operations {
        let Some(list) = definition.consumed_types(operation) else { continue };
        let is_url_encoded = |text: &str| essence(text) == URL_ENCODED_FORM;
        let Some(entry) = list.children().find(|entry| entry.as_str().is_some_and(|text| is_url_encoded(&text))) else {
            continue;
        };
        for used in &operation.parameters {
            let Some(parameter) = definition.parameter(used).filter(|parameter| parameter.is_in("formData")) else {
                continue;
            };
            let is_text = parameter.is_type("string") && parameter.str(Keyword::Format).as_deref() != Some("binary");
            let is_binary = parameter.is_type("file") || (parameter.is_type("string") && !is_text);
            if is_binary && told.insert(used.node.index()) {
                let name = parameter.name().unwrap_or_default();
                cx.report(used.node, format!("the binary form field `{name}` cannot be sent as `{URL_ENCODED_FORM}`"))
                    .label(entry, "the form is encoded so")
                    .help("use `multipart/form-data`");
            }
        }
    }
}
