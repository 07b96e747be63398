use crate::connector::definition::{Keyword, SchemaPlace, Typed};
use crate::connector::shape::Shape;
use crate::rule::Cx;

rule! {
    /// `x-ms-notification-url` marks something that is not part of a body.
    ///
    /// The platform fills in its URL only inside a body that it sends: not in other parameters, not in the body
    /// parameter itself, and not in responses and notifications. In `definitions` the mark is fine even where a response
    /// refers to the definition, too.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-notification-url
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "query", "type": "string", "x-ms-notification-url": true }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "hook": { "type": "string", "x-ms-notification-url": true } } } },
    ///   "paths": { "/hooks": { "post": { "operationId": "OnOrder", "parameters": [
    ///     { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "url": { "type": "string", "x-ms-notification-url": true } } } },
    ///     { "name": "id", "in": "query", "type": "string", "x-ms-notification-url": false }
    ///   ] } }, "/both": { "post": { "operationId": "OnBoth", "parameters": [
    ///     { "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Order" } }
    ///   ] } } } }
    /// ```
    NotificationUrlNotAllowedInThisPosition {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 published uses outside bodies and definitions",
        since: "0.1.0",
        check: Typed(check),
        keywords: [NotificationUrl],
    }
}

fn check(cx: &mut Cx<'_, '_>, typed: &Typed<'_>) {
    let Some(mark) = typed.get(Keyword::NotificationUrl).filter(|mark| mark.as_bool() == Some(true)) else { return };
    let schema = cx.definition().and_then(|definition| definition.schema_at(typed.node));
    let what = match (typed.shape, schema.map(|schema| schema.place)) {
        (Shape::Schema, Some(SchemaPlace::Response)) => "a response",
        (Shape::Schema, Some(SchemaPlace::Notification)) => "a notification",
        (Shape::Schema, _) => return,
        (Shape::Header, _) => "a header of a response",
        _ => "a parameter",
    };
    cx.report(mark, format!("the notification URL cannot be {what}"))
        .help("mark a property in the schema of the body instead");
}
