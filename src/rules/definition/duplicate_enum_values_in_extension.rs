use foldhash::HashMap;

use crate::connector::definition::{Keyword, Typed};
use crate::finding::At;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// Two entries of `x-ms-enum-values` are for the same value.
    ///
    /// Each entry names one value; of two names for one value the designer could show only one.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/x-ms-enum-values
    /// { "definitions": { "Order": { "properties": { "id": { "enum": ["a", "b"], "x-ms-enum-values": [
    ///   { "value": "a", "displayName": "A" }, { "value": "a", "displayName": "Alpha" }
    /// ] } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "enum": ["a", "A"], "x-ms-enum-values": [
    ///   { "value": "a", "displayName": "a" }, { "value": "A", "displayName": "A" }
    /// ] } } } } }
    /// ```
    DuplicateEnumValuesInExtension {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 420 lists",
        since: "0.1.0",
        check: Typed(check),
        keywords: [EnumValues],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(list) = typed.get(Keyword::EnumValues).filter(|list| list.is_array()) else { return };
    let mut firsts: HashMap<String, Node<'a>> = HashMap::default();
    for value in list.children().filter_map(|entry| entry.get("value")) {
        if let Some(first) = firsts.insert(value.to_value().to_string(), value) {
            cx.report(At::key(list), format!("`{}` is named twice", value.raw()))
                .label(first, "first named here")
                .label(value, "named again here")
                .help("keep one of the entries");
            return;
        }
    }
}
