use std::borrow::Cow;

use crate::connector::definition::Definition;
use crate::connector::shape::Type;
use crate::finding::{Level, Safety};
use crate::json::{self, Kind, Node, quote};
use crate::rule::Cx;

rule! {
    /// A value has another JSON type than the format demands.
    ///
    /// The platform reads each member into a field of a fixed type, and refuses a text where a list must stand or a number
    /// where a text must stand. `null` is read as if the member were not there.
    ///
    /// ```json,bad,at=/definitions/Order/properties/total/x-ms-summary,at=/definitions/Order/required
    /// { "definitions": { "Order": { "required": true, "properties": { "total": { "x-ms-summary": 1 } } } } }
    /// ```
    /// ```json,bad,at=/info/version,at=/definitions/List,at=/tags/0
    /// { "info": { "version": 1.0 }, "tags": ["orders"], "definitions": { "List": [] } }
    /// ```
    /// ```json,bad,at=/definitions/Order/properties/id/maxLength,at=/definitions/Order/properties/id/readOnly
    /// { "definitions": { "Order": { "properties": { "id": { "maxLength": "20", "readOnly": "true" } } } } }
    /// ```
    /// ```json,good
    /// {
    ///   "info": { "termsOfService": "none" },
    ///   "definitions": {
    ///     "Order": { "additionalProperties": false, "properties": {
    ///       "id": { "minLength": 1, "minimum": 1, "x-ms-visibility": "important", "example": 5, "default": "a" }
    ///     } }
    ///   }
    /// }
    /// ```
    /// ```raw,good
    /// { "swagger": "2.0", "host": null, "info": { "title": "T", "version": "1.0", "description": null }, "paths": {} }
    /// ```
    JsonTypeIncorrect {
        levels: { Error },
        origin: Validator,
        evidence: "observed: error in public logs; 2 of 1,034 published connectors have it, in extensions: there it is a warning",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    judge(cx, definition.root, Type::Object);
    for member in definition.shapes.mistyped() {
        judge(cx, member.node, member.value_type());
    }
}

/// Whether it is never read, because it stands beside a `$ref`.
fn is_beside_reference(node: Node<'_>) -> bool {
    let reference = node.parent().and_then(|holder| holder.get("$ref"));
    reference.is_some_and(Node::is_string) && !node.key_is("$ref")
}

/// A longer text says no more in a message.
const LONGEST_SHOWN: usize = 40;

fn judge<'a>(cx: &mut Cx<'_, 'a>, node: Node<'a>, expected: Type) {
    if expected.accepts(node) || is_beside_reference(node) {
        return;
    }
    let kind = node.kind();
    let found = match kind {
        Kind::Array | Kind::Object | Kind::Bool => phrase_of(kind).to_owned(),
        _ if node.raw().len() > LONGEST_SHOWN => "a long text".to_owned(),
        _ => format!("{} `{}`", phrase_of(kind), node.raw().trim_matches('"')),
    };
    let finding = cx.report(node, format!("expected {}, found {found}", phrase(expected)));
    if node.key().is_some_and(|key| key.starts_with("x-")) {
        // Two accepted connectors have it.
        finding.at_most(Level::Warning);
    }
    if let Some(value) = converted(node, expected) {
        finding.help(format!("write `{value}`"));
        finding.fix(Safety::Safe, format!("write it as `{value}`"), [Some(json::replace_value(node, &value))]);
    } else {
        finding.help(format!("write {}", phrase(expected)));
    }
}

/// The same value in the type that is asked for, where it has one.
fn converted(node: Node<'_>, expected: Type) -> Option<String> {
    match (expected, node.kind()) {
        (Type::String, Kind::Number | Kind::Bool) => Some(quote(node.raw())),
        (Type::Boolean, Kind::String) => {
            node.as_str().filter(|text| matches!(&**text, "true" | "false")).map(Cow::into_owned)
        }
        (Type::Integer, Kind::String) => node.as_str()?.parse::<i64>().ok().map(|number| number.to_string()),
        _ => None,
    }
}

fn phrase(expected: Type) -> &'static str {
    match expected {
        Type::Any => "any value",
        Type::String => "a string",
        Type::Boolean => "`true` or `false`",
        Type::Integer => "an integer",
        Type::Number => "a number",
        Type::Array => "a list",
        Type::Object => "an object",
        Type::ObjectOrBoolean => "an object or a boolean",
        Type::ObjectOrArray => "an object or a list",
    }
}

fn phrase_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "a boolean",
        Kind::Number => "the number",
        Kind::String => "the string",
        Kind::Array => "a list",
        Kind::Object => "an object",
        Kind::Invalid => "something that is no value",
    }
}
