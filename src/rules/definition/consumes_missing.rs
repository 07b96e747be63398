use crate::connector::definition::Operation;
use crate::connector::media_type::{is_json_like, is_supported};
use crate::finding::{At, Safety};
use crate::json::{Node, replace_value};
use crate::rule::Cx;

rule! {
    /// An operation sends a body, but names no MIME type that the platform can write.
    ///
    /// Without a known type the platform cannot tell how to send the values. An operation without any `consumes` sends
    /// `application/json`, and so does one that inherits an empty list: the portal writes such lists.
    ///
    /// ```json,bad,at=/paths/~1orders/post/consumes
    /// { "paths": { "/orders": { "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order.", "consumes": [],
    ///   "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Order" } }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders/post/consumes
    /// { "consumes": ["application/xml"],
    ///   "paths": { "/orders": { "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order.",
    ///   "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Order" } }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "consumes": null,
    ///   "paths": { "/orders": { "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order.",
    ///   "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Order" } }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "consumes": [],
    ///   "paths": { "/orders/{id}": { "get": { "consumes": ["application/xml"] } }, "/orders": { "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order.",
    ///   "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Order" } }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "consumes": ["application/xml", "text/json"],
    ///   "paths": { "/orders": { "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order.",
    ///   "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Order" } }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    ConsumesMissing {
        levels: { Warning },
        origin: Validator,
        evidence: "observed as a warning in a public validation log; 23 operations of 10 published connectors",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let Some(definition) = cx.definition() else { return };
    if !definition.parameters_of(operation).any(|parameter| parameter.is_in("body") || parameter.is_in("formData")) {
        return;
    }
    let own = operation.get("consumes");
    let Some(list) = definition.consumed_types(operation) else { return };
    if (list.is_empty() && own.is_none()) || list.children().any(is_usable) {
        return;
    }
    let at = own.map_or_else(|| At::missing(operation.node, "consumes"), At::from);
    let message = format!("`{}` sends a body, but `consumes` has no supported MIME type", operation.label());
    let has_json_body = definition.body_schema(operation).is_some();
    let finding = cx.report(at, message);
    finding.help("add `application/json`, or the form type that the service takes");
    if own.is_none() {
        finding.label(list, "inherited from here");
    } else if list.is_empty() && has_json_body {
        finding.fix(Safety::Unsafe, "send JSON", [Some(replace_value(list, "[\"application/json\"]"))]);
    }
}

/// Whether the platform can write the type; what is no text is wrong in itself.
fn is_usable(entry: Node<'_>) -> bool {
    entry.as_str().is_none_or(|media_type| is_supported(&media_type) || is_json_like(&media_type))
}
