use crate::connector::definition::{Definition, Keyword, Relation};
use crate::finding::Safety;
use crate::json::{self, Node};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// A body can do without the notification URL.
    ///
    /// The property, and every property that holds it, must be required, or the platform leaves it out and the service
    /// gets no URL. The body parameter itself may be optional.
    ///
    /// ```json,bad,at=/paths/~1hooks/post/parameters/0/schema/properties/url
    /// { "paths": { "/hooks": { "post": { "operationId": "OnOrder", "parameters": [
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "url": { "type": "string", "x-ms-visibility": "internal", "x-ms-notification-url": true } } } }
    /// ] } } } }
    /// ```
    /// ```json,bad,at=/definitions/Target/properties/url
    /// { "definitions": { "Target": { "type": "object", "required": ["url"], "properties": { "url": { "type": "string", "x-ms-notification-url": true } } } },
    ///   "paths": { "/hooks": { "post": { "operationId": "OnOrder", "parameters": [
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "to": { "$ref": "#/definitions/Target" } } } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/hooks": { "post": { "operationId": "OnOrder", "parameters": [
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "required": ["url"], "properties": { "url": { "type": "string", "x-ms-visibility": "internal", "x-ms-notification-url": true } } } }
    /// ] } } } }
    /// ```
    NotificationUrlNotRequired {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 668 published webhook operations, when the body parameter itself may be optional",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check(cx: &mut Cx<'_, '_>, definition: &Definition<'_>) {
    if !definition.is_complete() {
        return;
    }
    for url in definition.notification_urls().iter().filter(|url| url.is_optional) {
        let Some(schema) = definition.schemas.get(url.schema) else { continue };
        let finding = cx.report(schema.node, "the notification URL is not required");
        finding.help("list the property, and each property that holds it, in `required`");
        // Only the nearest level can be mended here; what holds it may be shared.
        if schema.relation == Relation::Property && !definition.is_required_by_parent(schema) {
            let holder = schema.parent.and_then(|parent| definition.schemas.get(parent));
            let edit = holder.and_then(|holder| require(holder.node, &schema.node.key()?));
            finding.fix(Safety::Safe, "list it in `required`", [edit]);
        }
    }
}

fn require(holder: Node<'_>, name: &str) -> Option<Edit> {
    let Some(required) = holder.get(Keyword::Required.name()) else {
        return json::insert_member(holder, Keyword::Required.name(), &format!("[{}]", json::quote(name)));
    };
    let last = required.last_child().filter(|_| required.is_array())?;
    Some(Edit::insert(last.span().end, format!(", {}", json::quote(name))))
}
