use crate::connector::definition::Operation;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// An operation that is no trigger carries `x-ms-notification`.
    ///
    /// The extension names the operation that subscribes to notifications for a trigger; nothing is notified for an
    /// action.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-notification
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-notification": { "operationId": "OnOrder" } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch", "x-ms-notification": { "operationId": "OnOrder" } } } } }
    /// ```
    NotificationExtensionSupportedForTriggerOnly {
        levels: { Error },
        origin: Validator,
        evidence: "documented; no published connector has x-ms-notification",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(notification) = operation.get("x-ms-notification") else { return };
    if operation.get("x-ms-trigger").is_none() && !operation.node.is_damaged() {
        cx.report(At::key(notification), format!("`{}` is no trigger, so nothing notifies it", operation.label()))
            .help("remove `x-ms-notification`, or make the operation a trigger with `x-ms-trigger`");
    }
}
