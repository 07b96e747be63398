use crate::connector::definition::{Definition, Keyword, Relation, Schema};
use crate::finding::Safety;
use crate::json::{self, quote};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// An internal property has a default but is not required.
    ///
    /// Users do not see an internal property, and the platform sends its default only where the property is required:
    /// otherwise the value that was meant to be sent never is.
    ///
    /// ```json,bad,at=/definitions/Order/properties/source
    /// { "definitions": { "Order": { "properties": { "source": { "type": "string", "x-ms-visibility": "internal", "default": "flow" } } } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/properties/source
    /// { "definitions": { "Order": { "required": ["id"], "properties": {
    ///   "source": { "type": "string", "x-ms-visibility": "internal", "default": "flow" }
    /// } } } }
    /// ```
    /// ```json,good
    /// { "definitions": {
    ///   "Order": { "required": ["source"], "properties": {
    ///     "source": { "type": "string", "x-ms-visibility": "internal", "default": "flow" },
    ///     "seen": { "type": "string", "default": "flow" }
    ///   } },
    ///   "Copy": { "type": "object", "required": ["kind"], "allOf": [
    ///     { "type": "object", "properties": { "kind": { "type": "string", "x-ms-visibility": "internal", "default": "a" } } }
    ///   ] }
    /// } }
    /// ```
    PropertyMustBeRequired {
        levels: { Error },
        origin: Validator,
        evidence: "observed: error in a public certification log; 0 of 874 internal properties with a default",
        since: "0.1.0",
        check: Schema(check),
        fixes: [Unsafe],
        keywords: [Default],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, schema: &Schema<'a>) {
    if schema.relation != Relation::Property || !schema.has(Keyword::Default) || !schema.is_internal() {
        return;
    }
    let (Some(definition), Some(name)) = (cx.definition(), schema.node.key()) else { return };
    let Some(parent) = schema.parent.map(|parent| &definition.schemas[parent]) else { return };
    if is_required(definition, parent, &name) {
        return;
    }
    cx.report(schema.node, format!("`{name}` is internal with a default, but not required: it is never sent"))
        .help(format!("list `{name}` in `required`"))
        .fix(Safety::Unsafe, "list it in `required`", [require(parent, &name)]);
}

/// Whether the schema lists the property, or one that it is a part of by `allOf` does.
fn is_required<'a>(definition: &Definition<'a>, schema: &Schema<'a>, name: &str) -> bool {
    let mut holder = Some(schema);
    while let Some(schema) = holder {
        if definition.requires(schema, name) {
            return true;
        }
        holder = definition.all_of_parent(schema);
    }
    false
}

fn require(schema: &Schema<'_>, name: &str) -> Option<Edit> {
    match schema.get(Keyword::Required) {
        None => json::insert_member(schema.node, "required", &format!("[{}]", quote(name))),
        Some(list) => json::append_element(list, &quote(name)),
    }
}
