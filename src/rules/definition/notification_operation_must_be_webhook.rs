use crate::connector::definition::Definition;
use crate::connector::definition::dynamic::CallKind;
use crate::rule::Cx;

rule! {
    /// `x-ms-notification` names an operation that is no webhook.
    ///
    /// The named operation subscribes to notifications on behalf of the trigger, so it must take a notification URL, or
    /// its path must describe the notification.
    ///
    /// ```json,bad,at=/paths/~1orders/get/x-ms-notification/operationId
    /// { "paths": { "/orders": { "get": { "operationId": "OnNewOrder", "x-ms-trigger": "batch", "x-ms-notification": { "operationId": "GetOrder" } } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///   "/orders": { "get": { "operationId": "OnNewOrder", "x-ms-trigger": "batch", "x-ms-notification": { "operationId": "Subscribe" } } },
    ///   "/more": { "get": { "operationId": "OnMore", "x-ms-trigger": "batch", "x-ms-notification": { "operationId": "Unknown" } } },
    ///   "/hooks": { "x-ms-notification-content": { "schema": { "$ref": "#/definitions/Order" } },
    ///     "post": { "operationId": "Subscribe", "x-ms-visibility": "internal" } } } }
    /// ```
    NotificationOperationMustBeWebhook {
        levels: { Error },
        origin: Validator,
        evidence: "documented; no published connector has x-ms-notification",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    for call in definition.calls.iter().filter(|call| call.kind == CallKind::Notification) {
        let (Some(id), Some(operation)) = (call.id, definition.invoked(call)) else { continue };
        if !definition.is_webhook(operation) {
            cx.report(id, format!("`{}` does not subscribe to notifications", operation.label()))
                .label(operation.node, "no notification URL and no `x-ms-notification-content`")
                .help("name the operation that subscribes");
        }
    }
}
