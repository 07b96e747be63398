use crate::connector::definition::{Keyword, Schema};
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// The list of required properties is empty.
    ///
    /// Where no property is required, the list is left out.
    ///
    /// ```json,bad,at=/definitions/Order/required
    /// { "definitions": { "Order": { "required": [] } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "required": ["id"] } } }
    /// ```
    RequiredPropertyArrayEmpty {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 7,755 lists",
        since: "0.1.0",
        check: Schema(check),
        fixes: [Safe],
        keywords: [Required],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, schema: &Schema<'a>) {
    let Some(required) = schema.get(Keyword::Required) else { return };
    if required.is_array() && required.is_empty() {
        cx.report(At::key(required), "`required` is an empty list").help("remove it").fix(
            Safety::Safe,
            "remove it",
            [json::remove(required)],
        );
    }
}
