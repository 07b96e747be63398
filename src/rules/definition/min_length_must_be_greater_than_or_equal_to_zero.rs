use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// `minLength` is below zero.
    ///
    /// No text is shorter than the empty one, so such a limit is a slip.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/minLength
    /// { "definitions": { "Order": { "properties": { "id": { "type": "string", "minLength": -1 } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "type": "string", "minLength": 0 } } } } }
    /// ```
    MinLengthMustBeGreaterThanOrEqualToZero {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 1,034",
        since: "0.1.0",
        check: Typed(check),
        keywords: [MinLength],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(limit) = typed.get(Keyword::MinLength) else { return };
    if limit.as_f64().is_some_and(|number| number < 0.0) {
        cx.report(limit, format!("`minLength` is `{}`: a length below zero is impossible", limit.raw()))
            .help("write a number from zero upwards, or remove it");
    }
}
