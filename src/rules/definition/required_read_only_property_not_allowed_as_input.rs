use crate::connector::definition::{Keyword, Schema};
use crate::finding::Level;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// A body requires a property that may only be read.
    ///
    /// A read-only property must not be sent, and a required one must be: no request can satisfy both.
    ///
    /// ```json,bad,at=/paths/~1orders/post/parameters/0/schema/properties/id
    /// { "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string", "readOnly": true } } } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "required": ["id"], "properties": { "id": { "readOnly": true } } } },
    ///   "paths": { "/orders": { "post": { "operationId": "AddOrder", "parameters": [
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "required": ["total"], "properties": { "id": { "type": "string", "readOnly": true }, "total": { "type": "number" } } } }
    /// ] } } } }
    /// ```
    RequiredReadOnlyPropertyNotAllowedAsInput {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 256 read-only properties in published bodies",
        since: "0.1.0",
        check: Schema(check),
        keywords: [Required],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, schema: &'v Schema<'a>) {
    let Some(required) = schema.get(Keyword::Required).filter(|required| required.is_array()) else { return };
    let Some(definition) = cx.definition() else { return };
    if !definition.reach().is_input(schema) {
        return;
    }
    for name in required.children().filter_map(Node::as_str) {
        let Some(property) = definition.own_property(schema, &name) else { continue };
        if !property.is_true(Keyword::ReadOnly) {
            continue;
        }
        let finding = cx.report(property.node, format!("`{name}` is required in a body, but may only be read"));
        finding.label(required, "required here");
        finding.help("take it off `required`, or remove `readOnly`");
        // Where responses share the definition, `required` may be meant for them.
        if definition.reach().is_output(schema) {
            finding.at_most(Level::Warning);
        }
    }
}
