use crate::connector::definition::{Keyword, Typed};
use crate::finding::Safety;
use crate::json::{self, Kind, quote};
use crate::rule::Cx;

rule! {
    /// A default value has another type than the value it stands for.
    ///
    /// The designer puts the default into a field of the given type and refuses it when it does not fit.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/default,at=/definitions/Order/properties/total/default
    /// { "definitions": { "Order": { "properties": { "id": { "default": 5 }, "total": { "default": "many" } } } } }
    /// ```
    ///
    /// A text that reads as the type is taken for it, and `null` for no default.
    ///
    /// ```json,good
    /// { "definitions": { "Order": { "properties": {
    ///   "id": { "default": null }, "total": { "default": 5 },
    ///   "count": { "type": "integer", "default": "5" }, "paid": { "type": "boolean", "default": "True" }
    /// } } } }
    /// ```
    DefaultValueMustMatchType {
        levels: { Error },
        origin: Validator,
        evidence: "observed: error in public logs (integer for string); the 126 mismatches published are texts that read as the type, or null",
        since: "0.1.0",
        check: Typed(check),
        fixes: [Safe],
        keywords: [Default],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(default) = typed.get(Keyword::Default) else { return };
    let Some(type_name) = typed.type_name() else { return };
    if typed.has(Keyword::Reference) || default.is_null() || typed.fits(default) != Some(false) {
        return;
    }
    let finding =
        cx.report(default, format!("the default has the type `{}`, but `{type_name}` is asked for", default.kind()));
    finding.help(format!("write a default of type `{type_name}`, or mend the type"));
    if type_name == "string" && matches!(default.kind(), Kind::Number | Kind::Bool) {
        let value = json::replace_value(default, &quote(default.raw()));
        finding.fix(Safety::Safe, "write it as a string", [Some(value)]);
    }
}
