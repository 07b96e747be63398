use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// An entry of `x-ms-enum-values` has no name to show.
    ///
    /// The extension exists to show a readable name instead of a value.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/x-ms-enum-values/0
    /// { "definitions": { "Order": { "properties": { "id": { "enum": ["a"], "x-ms-enum-values": [{ "value": "a" }] } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "enum": ["a"], "x-ms-enum-values": [
    ///   { "value": "a", "displayName": "Alpha" }
    /// ] } } } } }
    /// ```
    MissingEnumValuesDisplayName {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 2,918 entries",
        since: "0.1.0",
        check: Typed(check),
        keywords: [EnumValues],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(list) = typed.get(Keyword::EnumValues).filter(|list| list.is_array()) else { return };
    for entry in list.children().filter(|entry| entry.is_object() && entry.get("displayName").is_none()) {
        cx.report(entry, "the entry has no `displayName`").help("add the name that users are to see");
    }
}
