use crate::connector::definition::Operation;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// A webhook operation carries `x-ms-notification`.
    ///
    /// `x-ms-notification` is for a polling trigger that hands the subscription to another operation. An operation that
    /// subscribes itself needs no other.
    ///
    /// ```json,bad,at=/paths/~1hooks/post/x-ms-notification
    /// { "paths": { "/hooks": { "x-ms-notification-content": { "schema": { "$ref": "#/definitions/Order" } },
    ///   "post": { "operationId": "OnOrder", "x-ms-trigger": "single", "x-ms-notification": { "operationId": "OnOrder" } } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///   "/hooks": { "x-ms-notification-content": { "schema": { "$ref": "#/definitions/Order" } },
    ///     "post": { "operationId": "OnOrder", "x-ms-trigger": "single" } },
    ///   "/orders/{id}": { "get": { "x-ms-trigger": "batch", "x-ms-notification": { "operationId": "OnOrder" } } } } }
    /// ```
    NotificationExtensionNotSupportedInWebhookOperation {
        levels: { Error },
        origin: Validator,
        evidence: "documented; no published connector has x-ms-notification",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, operation: &'v Operation<'a>) {
    let Some(notification) = operation.get("x-ms-notification") else { return };
    if cx.definition().is_some_and(|definition| definition.is_webhook(operation)) {
        cx.report(At::key(notification), format!("`{}` is a webhook and cannot name another one", operation.label()))
            .help("remove `x-ms-notification`");
    }
}
