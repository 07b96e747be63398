use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// `multipleOf` is not above zero.
    ///
    /// A value is checked by dividing it, which zero does not allow and a negative number does not mean.
    ///
    /// ```json,bad,at=/definitions/Order/properties/total/multipleOf
    /// { "definitions": { "Order": { "properties": { "total": { "multipleOf": 0 } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "total": { "multipleOf": 0.01 } } } } }
    /// ```
    MultipleOfMustBeGreaterThanZero {
        levels: { Error },
        origin: Validator,
        evidence: "documented; the keyword occurs in none of 1,034 published connectors",
        since: "0.1.0",
        check: Typed(check),
        keywords: [MultipleOf],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(divisor) = typed.get(Keyword::MultipleOf) else { return };
    if divisor.as_f64().is_some_and(|number| number <= 0.0) {
        cx.report(divisor, format!("`multipleOf` is `{}`, and nothing is a multiple of that", divisor.raw()))
            .help("write a number above zero, or remove it");
    }
}
