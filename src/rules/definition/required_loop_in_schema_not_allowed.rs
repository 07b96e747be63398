use crate::connector::definition::{Definition, Keyword};
use crate::rule::Cx;

rule! {
    /// A schema requires a value of itself.
    ///
    /// If each order must contain a parent order, no order can ever be written down completely. Contained values in a
    /// list, a map or an optional property are fine: there the circle can end.
    ///
    /// ```json,bad,at=/definitions/Order,at=/definitions/Parent
    /// { "definitions": {
    ///     "Order": { "type": "object", "required": ["parent"], "properties": { "parent": { "$ref": "#/definitions/Parent" } } },
    ///     "Parent": { "allOf": [{ "$ref": "#/definitions/Order" }] }
    /// } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "type": "object", "required": ["lines", "more"], "properties": {
    ///     "parent": { "$ref": "#/definitions/Order" },
    ///     "lines": { "type": "array", "items": { "$ref": "#/definitions/Order" } },
    ///     "more": { "type": "object", "additionalProperties": { "$ref": "#/definitions/Order" } }
    /// } } } }
    /// ```
    RequiredLoopInSchemaNotAllowed {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 12,868 definitions has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for schema in definition.schema_graph().endless() {
        let schema = &definition.schemas[schema];
        // A circle of bare references is another rule's.
        if !schema.has(Keyword::Reference) {
            let name = schema.node.key().unwrap_or_default();
            cx.report(schema.node, format!("each value of `{name}` must contain another `{name}`"))
                .help("take a property of the circle out of `required`");
        }
    }
}
