use crate::connector::definition::{Keyword, Relation, Schema};
use crate::rule::Cx;

/// Unknown: published connectors reach 15 without complaint.
const DEEPEST: usize = 16;

rule! {
    /// A schema is nested deeper than 16 levels.
    ///
    /// The platform has a limit that nobody has published; no published connector goes below 15 levels, references
    /// followed. Deep outputs are hard to find in the designer, too. References that lead back are not followed.
    ///
    /// ```json,bad,at=/definitions/Deep
    /// { "definitions": {
    ///     "Deep": { "items": { "items": { "items": { "items": { "items": { "items": { "items": { "items": { "$ref": "#/definitions/Rest" } } } } } } } } },
    ///     "Rest": { "items": { "items": { "items": { "items": { "items": { "items": { "items": { "items": { "type": "string" } } } } } } } } }
    /// } }
    /// ```
    /// ```json,good
    /// { "definitions": {
    ///     "Tree": { "items": { "items": { "items": { "items": { "items": { "items": { "items": { "items": { "$ref": "#/definitions/Tree" } } } } } } } } }
    /// } }
    /// ```
    SchemaTooDeep {
        levels: { Warning },
        origin: Validator,
        evidence: "the limit is unknown; published connectors reach 15",
        since: "0.1.0",
        check: Schema(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, schema: &Schema<'a>) {
    if schema.relation != Relation::Root || schema.has(Keyword::Reference) {
        return;
    }
    let Some(definition) = cx.definition() else { return };
    let depth = definition.schema_graph().depth(schema);
    if depth > DEEPEST {
        cx.report(schema.node, format!("the schema is nested {depth} levels deep"))
            .help("flatten it, or describe the inner part as an object without properties");
    }
}
