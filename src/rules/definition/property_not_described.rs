use crate::connector::definition::{Definition, Keyword, Relation, Schema};
use crate::finding::Safety;
use crate::json::{insert_member, quote};
use crate::rule::Cx;

rule! {
    /// A property that users see has no name or description for them.
    ///
    /// Flows show `x-ms-summary` or `title` as the name of a value, and `description` below it. The guidelines want both
    /// for each property; without them users see the name that the service gives.
    ///
    /// Off unless it is asked for, by a level in `connkit.json` or by `--select`: no validator asks for it, and published
    /// definitions have tens of thousands of such properties. The unsafe fix adds placeholders.
    ///
    /// ```json,bad,at=/definitions/Order/properties/note,at=/definitions/Order/properties/note
    /// { "definitions": { "Order": { "properties": { "note": { "type": "string" } } } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/properties/note
    /// { "definitions": { "Order": { "properties": { "note": { "type": "string", "title": "Note" } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": {
    ///   "id": { "type": "string", "title": "ID", "description": "The ID of the order." },
    ///   "note": { "type": "string", "title": "Note", "description": "What the buyer wrote." },
    ///   "secret": { "type": "string", "x-ms-visibility": "internal" }
    /// } } } }
    /// ```
    PropertyNotDescribed {
        levels: { Off },
        origin: Certification,
        evidence: "documented in the guidelines for texts; no validator was seen to ask for it",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for schema in definition.schemas.iter().filter(|schema| is_shown(schema)) {
        if !schema.has(Keyword::Summary) && !schema.has(Keyword::Title) {
            report(cx, schema, "x-ms-summary", "TODO name the value");
        }
        if !schema.has(Keyword::Description) {
            report(cx, schema, "description", "TODO: describe the value.");
        }
    }
}

/// Whether users see it, and it is described where it stands.
fn is_shown(schema: &Schema<'_>) -> bool {
    schema.relation == Relation::Property && !schema.is_internal() && schema.node.get("$ref").is_none()
}

fn report(cx: &mut Cx<'_, '_>, schema: &Schema<'_>, key: &'static str, placeholder: &str) {
    let name = schema.node.key().unwrap_or_default();
    cx.report(schema.node, format!("the property `{name}` has no `{key}`"))
        .help(format!("add `{key}` for users to read"))
        .fix(
            Safety::Unsafe,
            format!("add a placeholder for `{key}`"),
            [insert_member(schema.node, key, &quote(placeholder))],
        );
}
