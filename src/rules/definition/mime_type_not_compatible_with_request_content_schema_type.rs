use crate::connector::definition::{Definition, Keyword, Operation};
use crate::connector::media_type::{
    MULTIPART_FORM, PLAIN_TEXT, URL_ENCODED_FORM, essence, is_form, is_json_like, is_supported,
};
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// The MIME types of a request cannot carry what the operation sends.
    ///
    /// Form fields need a form type, files need `multipart/form-data`, and an object or list in the body needs a type
    /// such as `application/json`. Otherwise the request that the platform writes is not the one the service expects.
    ///
    /// ```json,bad,at=/paths/~1orders/post/consumes
    /// { "paths": { "/orders": { "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order.", "consumes": ["text/plain"],
    ///   "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Order" } }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders/post
    /// { "paths": { "/orders": { "post": {
    ///   "operationId": "AddFile", "summary": "Add a file", "description": "Adds a file.",
    ///   "parameters": [{ "name": "file", "in": "formData", "type": "file" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": {
    ///   "post": {
    ///     "operationId": "AddFile", "summary": "Add a file", "description": "Adds a file.", "consumes": ["multipart/form-data"],
    ///     "parameters": [{ "name": "file", "in": "formData", "type": "file" }], "responses": { "200": { "description": "OK" } } },
    ///   "put": {
    ///     "operationId": "PutNote", "summary": "Put a note", "description": "Writes a note.", "consumes": ["text/plain"],
    ///     "parameters": [{ "name": "body", "in": "body", "schema": { "type": "string" } }], "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    MimeTypeNotCompatibleWithRequestContentSchemaType {
        levels: { Warning },
        origin: Validator,
        evidence: "inferred: the official conditions are not published; 55 operations of 8 accepted connectors",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let Some(definition) = cx.definition() else { return };
    let Some(list) = definition.consumed_types(operation) else { return };
    let types: Vec<String> = list.children().filter_map(|entry| Some(essence(&entry.as_str()?))).collect();
    // Where no type is known at all, that is what `ConsumesMissing` tells.
    if !types.iter().any(|listed| is_supported(listed) || is_json_like(listed)) {
        return;
    }
    let Some((what, needed)) = conflict(definition, operation, &types) else { return };
    let own = operation.get("consumes");
    let at = own.map_or_else(|| At::from(operation.node), At::from);
    let finding = cx.report(at, format!("{what} cannot be sent as `{}`", types.join("`, `")));
    finding.help(format!("list {needed} in `consumes` of the operation"));
    if own.is_none() {
        finding.label(list, "inherited from here");
    }
}

/// What cannot be sent, and the MIME types that could carry it.
fn conflict(
    definition: &Definition<'_>,
    operation: &Operation<'_>,
    types: &[String],
) -> Option<(&'static str, &'static str)> {
    let has = |media_type: &str| types.iter().any(|listed| listed == media_type);
    let is_file = |place: &str| {
        definition.parameters_of(operation).any(|parameter| parameter.is_in(place) && parameter.is_type("file"))
    };
    if definition.parameters_of(operation).any(|parameter| parameter.is_in("formData")) {
        if !types.iter().any(|listed| is_form(listed)) {
            return Some(("a form", "`multipart/form-data` or `application/x-www-form-urlencoded`"));
        }
        // Files in a form that is only URL-encoded have a rule of their own.
        if is_file("formData") && !has(MULTIPART_FORM) && !has(URL_ENCODED_FORM) {
            return Some(("a file", "`multipart/form-data`"));
        }
    }
    let schema = definition.resolve(definition.body_schema(operation)?)?;
    let type_name = schema.str(Keyword::Type)?;
    let is_unstructured = |listed: &String| listed == PLAIN_TEXT || is_form(listed);
    match type_name.as_ref() {
        "object" if types.iter().all(is_unstructured) => Some(("an object in the body", "`application/json`")),
        "array" if types.iter().all(is_unstructured) => Some(("a list in the body", "`application/json`")),
        _ => None,
    }
}
