use foldhash::HashSet;

use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// An entry of `x-ms-enum-values` is for a value that `enum` does not list.
    ///
    /// The extension gives the listed values readable names; a name for another value is never shown.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/x-ms-enum-values/0/value
    /// { "definitions": { "Order": { "properties": { "id": { "enum": ["a"], "x-ms-enum-values": [
    ///   { "value": "A", "displayName": "A" }
    /// ] } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": {
    ///   "id": { "enum": ["a", "b"], "x-ms-enum-values": [{ "value": "a", "displayName": "A" }] },
    ///   "total": { "x-ms-enum-values": [{ "value": 5, "displayName": "Five" }] }
    /// } } } }
    /// ```
    InvalidEnumValuesExtensionValue {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 420 lists",
        since: "0.1.0",
        check: Typed(check),
        keywords: [EnumValues],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(names) = typed.get(Keyword::EnumValues).filter(|names| names.is_array()) else { return };
    let Some(list) = typed.get(Keyword::Enum).filter(|list| list.is_array() && !list.is_damaged()) else { return };
    let listed: HashSet<String> = list.children().map(|value| value.to_value().to_string()).collect();
    for value in names.children().filter_map(|entry| entry.get("value")) {
        if !listed.contains(&value.to_value().to_string()) {
            cx.report(value, format!("`{}` is not listed in `enum`", value.raw()))
                .label(list, "the values that are listed")
                .help("add it to `enum`, or remove the entry");
        }
    }
}
