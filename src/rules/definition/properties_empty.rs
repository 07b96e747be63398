use crate::connector::definition::{Keyword, Relation, Schema};
use crate::finding::Safety;
use crate::json;
use crate::rule::Cx;

rule! {
    /// The `properties` of a schema inside another are empty.
    ///
    /// The designer offers nothing for such an object. Certification asks to remove empty properties, or to describe
    /// them.
    ///
    /// ```json,bad,at=/definitions/Order/properties/customer/properties
    /// { "definitions": { "Order": { "properties": { "customer": { "type": "object", "properties": {} } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "customer": { "type": "object" } } } } }
    /// ```
    PropertiesEmpty {
        levels: { Hint, Hint, Off },
        origin: Certification,
        codes: ["5000.2.4.6"],
        evidence: "documented policy code; published connectors have it often",
        since: "0.1.0",
        check: Schema(check),
        fixes: [Safe, Unsafe],
        keywords: [Properties],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, schema: &Schema<'a>) {
    if schema.relation == Relation::Root || schema.is_internal() {
        return;
    }
    if let Some(properties) = schema.get(Keyword::Properties).filter(|value| value.is_object() && value.is_empty()) {
        // Where nothing else says so, it makes the schema one of an object.
        let safety = if schema.has(Keyword::Type) { Safety::Safe } else { Safety::Unsafe };
        cx.report(properties, "the object has no properties")
            .help("describe them, or remove the empty `properties`")
            .fix(safety, "remove `properties`", [json::remove(properties)]);
    }
}
