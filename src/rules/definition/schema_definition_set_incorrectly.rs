use crate::connector::definition::{Definition, Operation, ResponseUse};
use crate::connector::scaffold;
use crate::finding::{Level, Safety};
use crate::json::{Node, insert_member};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// The schema of the outputs is not on response `200` or `201`.
    ///
    /// The designer takes the outputs of an operation from these two responses. A schema on another success response,
    /// such as `202`, may not be shown, one on `204` describes what is never sent, and a trigger without any schema gives
    /// flows nothing to work with. A webhook has its schema in `x-ms-notification-content`.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses
    /// { "paths": { "/orders/{id}": { "get": { "responses": {
    ///     "200": null, "202": { "description": "Accepted", "schema": { "$ref": "#/definitions/Order" } }
    /// } } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch", "responses": { "200": { "schema": null } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///     "/orders/{id}": { "get": { "responses": { "202": { "description": "Wait", "schema": { "$ref": "#/definitions/Order" } } } } },
    ///     "/none": { "post": { "responses": { "204": { "description": "Done" } } } },
    ///     "/empty": { "post": { "responses": { "202": { "description": "Begun", "schema": {} } } } },
    ///     "/failing": { "post": { "responses": { "400": { "description": "Failed", "schema": { "$ref": "#/definitions/Order" } } } } },
    ///     "/unknown": { "post": { "responses": { "default": { "description": "OK", "schema": { "$ref": "#/definitions/Order" } } } } },
    ///     "/hook": {
    ///         "x-ms-notification-content": { "schema": { "$ref": "#/definitions/Order" } },
    ///         "post": { "x-ms-trigger": "single", "responses": { "201": { "description": "Made" } } }
    ///     },
    ///     "/bare": { "post": {
    ///         "x-ms-trigger": "single",
    ///         "parameters": [{ "name": "body", "in": "body", "schema": { "properties": { "url": { "type": "string", "x-ms-notification-url": true } } } }],
    ///         "responses": { "201": { "description": "Made" } }
    ///     } }
    /// } }
    /// ```
    SchemaDefinitionSetIncorrectly {
        levels: { Error, Error, Warning },
        origin: Validator,
        codes: ["5000.2.4.1"],
        evidence: "inferred from published connectors: 1 with such a trigger; 54 have the schema elsewhere, which is a warning",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let Some(responses) = operation.get("responses").filter(|responses| responses.is_object()) else { return };
    let Some(definition) = cx.definition() else { return };
    let mut schemas = operation.responses.iter().filter_map(|used| Some((used.code(), schema_of(definition, used)?)));
    if schemas.clone().any(|(code, _)| matches!(&*code, "200" | "201")) {
        return;
    }
    // The portal writes `{}` wherever no schema is given.
    let elsewhere = schemas
        .find(|(code, schema)| code != "default" && !code.starts_with(['4', '5']) && !schema.is_empty())
        .map(|(code, _)| code);
    let is_lost = operation.responses.iter().any(|used| used.response.is_none());
    let notification = operation.notification_content();
    // A webhook without `x-ms-notification-content` lacks the whole of it, which another rule tells.
    let is_told = || notification.is_none() && definition.takes_notification_url(operation);
    let has_no_content = notification.is_none_or(|content| content.get("schema").is_none());
    if operation.trigger().is_some() && !is_lost && has_no_content && !is_told() {
        cx.report(responses, format!("the trigger `{}` has no schema of its outputs", operation.label()))
            .help("describe what it gives to flows as the schema of response `200`")
            .fix(Safety::Unsafe, "add a placeholder for the schema", [scaffold(operation, responses)]);
    } else if let Some(code) = elsewhere {
        let what = format!("the schema of `{}` is on response `{code}`, not on `200` or `201`", operation.label());
        cx.report(responses, what)
            .help(match &*code {
                "204" => "remove the schema, or move it to `200` if the API sends some content",
                _ => "give the schema to `200` or `201` too, if the API answers so",
            })
            .at_most(Level::Warning);
    }
}

fn schema_of<'a>(definition: &Definition<'a>, used: &ResponseUse<'a>) -> Option<Node<'a>> {
    definition.response(used)?.node.get("schema")
}

fn scaffold(operation: &Operation<'_>, responses: Node<'_>) -> Option<Edit> {
    let schema = scaffold::outputs(operation.trigger().as_deref() == Some("batch"));
    match responses.get("200") {
        // A reference is shared.
        Some(response) if response.get("$ref").is_some() => None,
        Some(response) => insert_member(response, "schema", &schema),
        None => insert_member(responses, "200", &scaffold::response_with_schema(&schema)),
    }
}
