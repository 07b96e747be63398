use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// `minProperties` is below zero.
    ///
    /// No object has fewer than no properties, so such a limit is a slip.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/minProperties
    /// { "definitions": { "Order": { "properties": { "id": { "type": "object", "minProperties": -1 } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "type": "object", "minProperties": 0 } } } } }
    /// ```
    MinPropertiesMustBeGreaterThanOrEqualToZero {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 1,034",
        since: "0.1.0",
        check: Typed(check),
        keywords: [MinProperties],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(limit) = typed.get(Keyword::MinProperties) else { return };
    if limit.as_f64().is_some_and(|number| number < 0.0) {
        cx.report(
            limit,
            format!("`minProperties` is `{}`: a number of properties below zero is impossible", limit.raw()),
        )
        .help("write a number from zero upwards, or remove it");
    }
}
