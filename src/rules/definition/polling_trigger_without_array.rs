use crate::connector::definition::{Definition, Keyword};
use crate::rule::Cx;

rule! {
    /// The response of a polling trigger describes no array.
    ///
    /// The platform asks a trigger of kind `batch` again and again, and starts a flow for each new item of the array that
    /// it returns. Responses that do not say what they hold are not judged.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses/200/schema
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch" } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Page": { "type": "object", "properties": { "value": { "type": "array", "items": { "$ref": "#/definitions/Order" } } } } },
    ///   "paths": {
    ///   "/orders": { "get": { "operationId": "OnOrder", "x-ms-trigger": "batch", "responses": { "200": { "schema": { "$ref": "#/definitions/Page" } } } } },
    ///   "/events": { "get": { "operationId": "OnEvent", "x-ms-trigger": "batch", "responses": { "200": { "schema": { "type": "object" } } } } },
    ///   "/hooks": { "post": { "operationId": "OnHook", "x-ms-trigger": "single", "responses": { "200": { "schema": { "$ref": "#/definitions/Order" } } } } } } }
    /// ```
    PollingTriggerWithoutArray {
        levels: { Warning },
        origin: House,
        evidence: "documented; inferred from 75 published polling triggers",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    if !definition.is_complete() {
        return;
    }
    let is_polling = |trigger: &str| trigger.eq_ignore_ascii_case("batch");
    let triggers = definition.operations.iter().filter(|operation| operation.trigger().is_some_and(|t| is_polling(&t)));
    let triggers: Vec<_> = triggers.filter(|operation| !definition.is_webhook(operation)).collect();
    if triggers.is_empty() {
        return;
    }
    let leads = definition.reach().leading_to(definition, |schema| {
        schema.is_type("array") || schema.has(Keyword::Items) || definition.is_array(schema).is_none()
    });
    for operation in triggers {
        let Some(schema) = definition.success_schema(operation) else { continue };
        if leads.get(schema.index) == Some(&false) {
            cx.report(schema.node, format!("`{}` returns no array, so it never starts a flow", operation.label()))
                .label(operation.node, "a polling trigger")
                .help("describe the array of new items in the response");
        }
    }
}
