use crate::connector::definition::{Keyword, Relation, Schema, SchemaPlace};
use crate::finding::Safety;
use crate::json::{self, quote};
use crate::rule::Cx;

rule! {
    /// A property holds binary content.
    ///
    /// Content of `format: binary` is sent or received as it is, so it can only be a whole body, a whole response or a
    /// part of a form. Within a JSON object it would have to be text.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/format
    /// { "definitions": { "Order": { "properties": { "id": { "format": "binary" } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "File": { "type": "string", "format": "binary" } },
    ///   "paths": { "/orders/{id}": { "get": { "responses": { "200": { "description": "OK", "schema": {
    ///     "type": "object", "properties": { "content": { "type": "string", "format": "binary" } }
    ///   } } } } } } }
    /// ```
    InvalidStringBinaryProperty {
        levels: { Warning },
        origin: Validator,
        evidence: "inferred from published connectors: 2.1 % of certified ones, still in 2024",
        since: "0.1.0",
        check: Schema(check),
        fixes: [Unsafe],
        keywords: [Format],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, schema: &Schema<'a>) {
    let is_input = matches!(schema.place, SchemaPlace::Body | SchemaPlace::Definitions);
    if schema.relation == Relation::Root || !is_input || !schema.is_type("string") {
        return;
    }
    let Some(format) = schema.get(Keyword::Format).filter(|format| format.is_str("binary")) else { return };
    cx.report(format, "a part of a JSON object cannot be binary")
        .help("use `format: byte` for Base64 text, or make the whole body binary")
        .fix(Safety::Unsafe, "write `byte`", [Some(json::replace_value(format, &quote("byte")))]);
}
