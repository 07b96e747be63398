use crate::connector::definition::Operation;
use crate::connector::scaffold;
use crate::finding::Safety;
use crate::json::{insert_member, replace_laid_out};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// An operation has no responses.
    ///
    /// Without a response nobody knows what the operation gives back, or that it succeeded. Operations that subscribe to
    /// a webhook may have none: their content is described with the notification.
    ///
    /// ```json,bad,at=/paths/~1shops/get/responses
    /// { "paths": { "/shops": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.", "responses": {} } } } }
    /// ```
    /// ```json,bad,at=/paths/~1shops/get
    /// { "paths": { "/shops": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop." } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/hooks": {
    ///   "x-ms-notification-content": { "description": "The order", "schema": { "$ref": "#/definitions/Order" } },
    ///   "post": {
    ///     "operationId": "OrderCreated", "summary": "When an order is created", "description": "Starts when an order is created.",
    ///     "x-ms-trigger": "single", "responses": {} } } } }
    /// ```
    OperationMustHaveResponse {
        levels: { Error },
        origin: Validator,
        codes: ["5000.2.4.5"],
        evidence: "documented; 1 of 16,251 published operations, and 17 webhook subscriptions, which are exempt",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let responses = operation.get("responses").filter(|responses| !responses.is_null());
    let is_empty = match responses {
        Some(responses) => responses.is_object() && operation.responses.is_empty(),
        None => true,
    };
    // The content of a webhook is described with its notification; its subscription may have an empty list.
    let is_webhook = operation.trigger().is_some() && operation.notification_content().is_some();
    if is_empty && !(is_webhook && responses.is_some()) {
        cx.report(responses.unwrap_or(operation.node), format!("`{}` has no response", operation.label()))
            .help("add at least the response of success, such as `200`, with a description")
            .fix(Safety::Unsafe, "add a placeholder for the response of success", [scaffold(operation)]);
    }
}

fn scaffold(operation: &Operation<'_>) -> Option<Edit> {
    let responses = scaffold::pretty(&[("200", scaffold::response())]);
    match operation.get("responses") {
        Some(object) if object.is_object() => insert_member(object, "200", &scaffold::response()),
        Some(other) => Some(replace_laid_out(other, &responses)),
        None => insert_member(operation.node, "responses", &responses),
    }
}
