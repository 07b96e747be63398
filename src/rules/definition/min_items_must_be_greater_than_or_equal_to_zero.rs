use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// `minItems` is below zero.
    ///
    /// A list cannot have fewer than no elements, so such a limit is a slip.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/minItems
    /// { "definitions": { "Order": { "properties": { "id": { "type": "array", "items": { "type": "string" }, "minItems": -1 } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "type": "array", "items": { "type": "string" }, "minItems": 0 } } } } }
    /// ```
    MinItemsMustBeGreaterThanOrEqualToZero {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 1,034",
        since: "0.1.0",
        check: Typed(check),
        keywords: [MinItems],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(limit) = typed.get(Keyword::MinItems) else { return };
    if limit.as_f64().is_some_and(|number| number < 0.0) {
        cx.report(limit, format!("`minItems` is `{}`: a number of elements below zero is impossible", limit.raw()))
            .help("write a number from zero upwards, or remove it");
    }
}
