use crate::connector::definition::{Definition, Keyword};
use crate::finding::Safety;
use crate::json;
use crate::rule::Cx;

rule! {
    /// Users are asked for the notification URL.
    ///
    /// The platform fills in the URL itself. The property, or something that holds it, must be internal, or users see a
    /// field that they cannot know the value of.
    ///
    /// ```json,bad,at=/paths/~1hooks/post/parameters/0/schema/properties/url
    /// { "paths": { "/hooks": { "post": { "operationId": "OnOrder", "parameters": [
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "required": ["url"], "properties": { "url": { "type": "string", "x-ms-notification-url": true } } } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Target": { "type": "object", "properties": { "url": { "type": "string", "x-ms-notification-url": true } } } },
    ///   "paths": { "/hooks": { "post": { "operationId": "OnOrder", "parameters": [
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": {
    ///     "to": { "x-ms-visibility": "internal", "allOf": [ { "$ref": "#/definitions/Target" } ] } } } }
    /// ] } } } }
    /// ```
    NotificationUrlNotInternal {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 668 published webhook operations",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    if !definition.is_complete() {
        return;
    }
    for url in definition.notification_urls().iter().filter(|url| url.is_visible) {
        let Some(schema) = definition.schemas.get(url.schema) else { continue };
        let edit = match schema.get(Keyword::Visibility) {
            // What is no text is a mistake of its own, and not thrown away here.
            Some(visibility) => visibility.is_string().then(|| json::replace_value(visibility, "\"internal\"")),
            None => json::insert_member(schema.node, Keyword::Visibility.name(), "\"internal\""),
        };
        cx.report(schema.node, "the notification URL is shown to users")
            .help("add `\"x-ms-visibility\": \"internal\"`")
            .fix(Safety::Safe, "make it internal", [edit]);
    }
}
