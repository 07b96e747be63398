use crate::connector::definition::Operation;
use crate::rule::Cx;

rule! {
    /// A webhook trigger has no input for the notification URL.
    ///
    /// The platform writes its own URL into the input that is marked with `x-ms-notification-url`, and the service sends
    /// notifications there. Without such an input the service does not know where to send them.
    ///
    /// ```json,bad,at=/paths/~1hooks/post
    /// { "paths": { "/hooks": { "x-ms-notification-content": { "schema": { "$ref": "#/definitions/Order" } },
    ///   "post": { "operationId": "OnOrder", "x-ms-trigger": "single" } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Hook": { "type": "object", "properties": { "to": { "type": "object", "properties": {
    ///     "url": { "type": "string", "x-ms-notification-url": true } } } } } },
    ///   "paths": { "/hooks": { "x-ms-notification-content": { "schema": { "$ref": "#/definitions/Order" } },
    ///   "post": { "operationId": "OnOrder", "x-ms-trigger": "single", "parameters": [ { "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Hook" } } ] },
    ///   "get": { "operationId": "ListHooks" } } } }
    /// ```
    WebhookOperationsMissingNotificationUrlProperty {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 650 published webhook triggers",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, operation: &'v Operation<'a>) {
    let Some(definition) = cx.definition().filter(|definition| definition.is_complete()) else { return };
    let Some(content) = operation.notification_content() else { return };
    let is_unknown = operation.parameters.iter().any(|used| used.parameter.is_none());
    if operation.get("x-ms-trigger").is_some() && !is_unknown && !definition.takes_notification_url(operation) {
        cx.report(operation.node, format!("no input of `{}` is the notification URL", operation.label()))
            .label(content, "what the service is to send")
            .help("mark the property of the body that holds the URL with `\"x-ms-notification-url\": true`");
    }
}
