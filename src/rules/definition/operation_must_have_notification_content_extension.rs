use crate::connector::definition::Operation;
use crate::finding::Safety;
use crate::json;
use crate::rule::Cx;

rule! {
    /// An operation takes a notification URL, but its path does not describe the notification.
    ///
    /// `x-ms-notification-content` tells what the service sends to the URL. It belongs to the path item, beside the
    /// operation; inside the operation it is not seen.
    ///
    /// ```json,bad,at=/paths/~1hooks/post
    /// { "paths": { "/hooks": { "post": { "operationId": "OnOrder", "x-ms-trigger": "single",
    ///   "x-ms-notification-content": { "description": "An order.", "schema": { "$ref": "#/definitions/Order" } },
    ///   "parameters": [ { "name": "body", "in": "body", "schema": { "type": "object", "required": ["url"], "properties": {
    ///     "url": { "type": "string", "x-ms-visibility": "internal", "x-ms-notification-url": true } } } } ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/hooks": {
    ///   "x-ms-notification-content": { "description": "An order.", "schema": { "$ref": "#/definitions/Order" } },
    ///   "post": { "operationId": "OnOrder", "x-ms-trigger": "single",
    ///   "parameters": [ { "name": "body", "in": "body", "schema": { "type": "object", "required": ["url"], "properties": {
    ///     "url": { "type": "string", "x-ms-visibility": "internal", "x-ms-notification-url": true } } } } ] } } } }
    /// ```
    OperationMustHaveNotificationContentExtension {
        levels: { Error },
        origin: Validator,
        evidence: "observed as an error; 0 of 668 published webhook operations",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Safe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, operation: &'v Operation<'a>) {
    let Some(definition) = cx.definition() else { return };
    if operation.notification_content().is_some()
        || operation.path_item.is_damaged()
        || !definition.takes_notification_url(operation)
    {
        return;
    }
    let message =
        format!("`{}` takes a notification URL, but `x-ms-notification-content` is missing", operation.label());
    let finding = cx.report(operation.node, message);
    finding.help(format!("describe the notification in `x-ms-notification-content` of the path `{}`", operation.path));
    if let Some(content) = operation.get("x-ms-notification-content") {
        finding.label(content, "it is not seen here");
        let insertion = serde_json::to_string_pretty(&content.to_value())
            .ok()
            .and_then(|value| json::insert_member(operation.path_item, "x-ms-notification-content", &value));
        finding.fix(Safety::Safe, "move it to the path item", [json::remove(content), insertion]);
    }
}
