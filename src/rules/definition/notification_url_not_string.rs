use crate::connector::definition::webhook::is_notification_url;
use crate::connector::definition::{Keyword, Typed};
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// The notification URL is not a string.
    ///
    /// The platform writes a URL into the marked property, so its type must be `string`, and it must be stated.
    ///
    /// ```json,bad,at=/definitions/Hook/properties/url/type,at=/definitions/Hook/properties/other
    /// { "definitions": { "Hook": { "type": "object", "properties": {
    ///   "url": { "type": "object", "x-ms-notification-url": true }, "other": { "x-ms-notification-url": true } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Url": { "type": "string" }, "Hook": { "type": "object", "properties": {
    ///   "url": { "type": "string", "x-ms-notification-url": true },
    ///   "other": { "$ref": "#/definitions/Url", "x-ms-notification-url": true } } } } }
    /// ```
    NotificationUrlNotString {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 1 published connector (2020)",
        since: "0.1.0",
        check: Typed(check),
        fixes: [Safe],
        keywords: [NotificationUrl],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    if !is_notification_url(typed) {
        return;
    }
    let behind = cx.definition().and_then(|definition| definition.resolve(definition.schema_at(typed.node)?));
    let is_string = typed.is_type("string") || behind.is_some_and(|schema| schema.is_type("string"));
    let stated = typed.get(Keyword::Type);
    // A type that is no string is another rule's finding, as is a reference that leads nowhere.
    let is_unknown =
        stated.is_some_and(|stated| !stated.is_string()) || (typed.has(Keyword::Reference) && behind.is_none());
    if is_string || is_unknown {
        return;
    }
    let message = match typed.type_name() {
        Some(name) => format!("the notification URL is of type `{name}`"),
        None => "the notification URL has no type".to_owned(),
    };
    let edit = match stated {
        Some(stated) => Some(json::replace_value(stated, "\"string\"")),
        // A body takes no `type` beside its schema: there the mark itself is in the wrong place.
        None if typed.has(Keyword::Reference) || typed.str(Keyword::In).as_deref() == Some("body") => None,
        None => json::insert_member(typed.node, Keyword::Type.name(), "\"string\""),
    };
    cx.report(stated.map_or(At::from(typed.node), At::from), message).help("write `\"type\": \"string\"`").fix(
        Safety::Safe,
        "make it a string",
        [edit],
    );
}
