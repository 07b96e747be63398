use crate::connector::definition::Definition;
use crate::connector::definition::template::{BraceError, variables};
use crate::rule::Cx;

rule! {
    /// The braces in a path make no template.
    ///
    /// Braces hold the name of a variable within one part of the path. Braces that are open, nested, empty or go across
    /// a `/` cannot be filled.
    ///
    /// ```json,bad,at=/paths/~1shops~1{id
    /// { "paths": { "/shops/{id": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,bad,at=/paths/~1shops~1{}
    /// { "paths": { "/shops/{}": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops(id={id},city={city})": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "parameters": [
    ///     { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" },
    ///     { "name": "city", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    OperationPathTemplateNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 14,662 published paths has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for path_item in definition.path_items() {
        let Some(path) = path_item.key() else { continue };
        let Err(error) = variables(&path) else { continue };
        let what = match error {
            BraceError::Unclosed => "has a `{` that is not closed",
            BraceError::Unopened => "has a `}` that closes nothing",
            BraceError::Nested => "has braces inside braces",
            BraceError::Empty => "has braces without a name",
            BraceError::CrossesSegments => "has a `/` inside braces",
        };
        cx.report(*path_item, format!("the path `{path}` {what}")).help("write each variable as `{name}`");
    }
}
