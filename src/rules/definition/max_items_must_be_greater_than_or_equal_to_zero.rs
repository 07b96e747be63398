use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// `maxItems` is below zero.
    ///
    /// No list has fewer than no elements, so such a limit would refuse every value.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/maxItems
    /// { "definitions": { "Order": { "properties": { "id": { "type": "array", "items": { "type": "string" }, "maxItems": -1 } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "type": "array", "items": { "type": "string" }, "maxItems": 0 } } } } }
    /// ```
    MaxItemsMustBeGreaterThanOrEqualToZero {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 1,034",
        since: "0.1.0",
        check: Typed(check),
        keywords: [MaxItems],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(limit) = typed.get(Keyword::MaxItems) else { return };
    if limit.as_f64().is_some_and(|number| number < 0.0) {
        cx.report(limit, format!("`maxItems` is `{}`: a number of elements below zero is impossible", limit.raw()))
            .help("write a number from zero upwards, or remove it");
    }
}
