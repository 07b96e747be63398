use crate::connector::definition::graph::MOST_COUNTED;
use crate::connector::definition::{Keyword, Relation, Schema};
use crate::rule::Cx;

rule! {
    /// A schema consists of more than 512 schemas.
    ///
    /// The platform takes no body, response or definition that holds more objects, properties and list elements than
    /// that, those behind references included. A definition that is referred to several times counts once, and one that
    /// contains itself does no harm.
    ///
    /// ```json,bad,at=/definitions/Order
    /// { "definitions": { "Order": { "properties": { "field{1..512}": { "type": "string" } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": {
    ///     "Order": { "properties": { "field{1..200}": { "$ref": "#/definitions/Field" } } },
    ///     "Field": { "properties": { "part{1..400}": { "type": "string" }, "again": { "$ref": "#/definitions/Field" } } }
    /// } }
    /// ```
    BodySchemaCountExceedsMaxAllowed {
        levels: { Error },
        origin: Validator,
        evidence: "observed: critical, with the limit 512; published connectors reach 505",
        since: "0.1.0",
        check: Schema(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, schema: &Schema<'a>) {
    if schema.relation != Relation::Root || schema.has(Keyword::Reference) {
        return;
    }
    let Some(definition) = cx.definition().filter(|definition| definition.schemas.len() > MOST_COUNTED) else { return };
    if definition.schema_graph().size(schema).is_none() {
        cx.report(schema.node, format!("the schema consists of more than {MOST_COUNTED} schemas"))
            .help("leave out what flows do not need, or describe deep parts as an object without properties");
    }
}
