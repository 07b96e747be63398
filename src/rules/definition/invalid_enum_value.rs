use crate::connector::definition::{Keyword, Typed};
use crate::finding::Safety;
use crate::json::{self, Kind, quote};
use crate::rule::Cx;

rule! {
    /// A value of `enum` has another type than the values it lists.
    ///
    /// The designer offers the list as choices for a field of the given type; a choice that does not fit could not be sent.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/enum/1
    /// { "definitions": { "Order": { "properties": { "id": { "enum": ["a", 5] } } } } }
    /// ```
    ///
    /// A text that reads as the type is taken for it.
    ///
    /// ```json,good
    /// { "definitions": { "Order": { "properties": {
    ///   "id": { "enum": ["a", null] }, "total": { "enum": [1, 2.5, "3"] }, "paid": { "type": "boolean", "enum": ["true", "false"] }
    /// } } } }
    /// ```
    InvalidEnumValue {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 2 of 1,034, before 2023; 19 have texts that read as the type",
        since: "0.1.0",
        check: Typed(check),
        fixes: [Safe],
        keywords: [Enum],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(list) = typed.get(Keyword::Enum).filter(|list| list.is_array()) else { return };
    let Some(type_name) = typed.type_name().filter(|_| !typed.has(Keyword::Reference)) else { return };
    for value in list.children() {
        if value.is_null() || typed.fits(value) != Some(false) {
            continue;
        }
        let message = format!("the value has the type `{}`, but `{type_name}` is asked for", value.kind());
        let finding = cx.report(value, message);
        finding.help(format!("write a value of type `{type_name}`, or mend the type"));
        if type_name == "string" && matches!(value.kind(), Kind::Number | Kind::Bool) {
            let edit = json::replace_value(value, &quote(value.raw()));
            finding.fix(Safety::Safe, "write it as a string", [Some(edit)]);
        }
    }
}
