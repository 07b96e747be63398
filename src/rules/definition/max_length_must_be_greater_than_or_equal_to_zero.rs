use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// `maxLength` is below zero.
    ///
    /// No text is shorter than the empty one, so such a limit would refuse every value.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/maxLength
    /// { "definitions": { "Order": { "properties": { "id": { "type": "string", "maxLength": -1 } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "type": "string", "maxLength": 0 } } } } }
    /// ```
    MaxLengthMustBeGreaterThanOrEqualToZero {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 1,034",
        since: "0.1.0",
        check: Typed(check),
        keywords: [MaxLength],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(limit) = typed.get(Keyword::MaxLength) else { return };
    if limit.as_f64().is_some_and(|number| number < 0.0) {
        cx.report(limit, format!("`maxLength` is `{}`: a length below zero is impossible", limit.raw()))
            .help("write a number from zero upwards, or remove it");
    }
}
