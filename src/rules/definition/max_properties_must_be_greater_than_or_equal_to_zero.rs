use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// `maxProperties` is below zero.
    ///
    /// No object has fewer than no properties, so such a limit would refuse every value.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/maxProperties
    /// { "definitions": { "Order": { "properties": { "id": { "type": "object", "maxProperties": -1 } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "type": "object", "maxProperties": 0 } } } } }
    /// ```
    MaxPropertiesMustBeGreaterThanOrEqualToZero {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 1,034",
        since: "0.1.0",
        check: Typed(check),
        keywords: [MaxProperties],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(limit) = typed.get(Keyword::MaxProperties) else { return };
    if limit.as_f64().is_some_and(|number| number < 0.0) {
        cx.report(
            limit,
            format!("`maxProperties` is `{}`: a number of properties below zero is impossible", limit.raw()),
        )
        .help("write a number from zero upwards, or remove it");
    }
}
