use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// `minimum` is greater than `maximum`.
    ///
    /// No value can satisfy both limits.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/minimum
    /// { "definitions": { "Order": { "properties": { "id": { "type": "integer", "minimum": 9, "maximum": 3 } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "type": "integer", "minimum": 3, "maximum": 3 } } } } }
    /// ```
    MinimumShouldBeLessThanOrEqualToMaximum {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 412 minimums",
        since: "0.1.0",
        check: Typed(check),
        keywords: [Minimum],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let (Some(least), Some(most)) = (typed.get(Keyword::Minimum), typed.get(Keyword::Maximum)) else { return };
    let (Some(from), Some(to)) = (least.as_f64(), most.as_f64()) else { return };
    if from > to {
        cx.report(least, format!("`minimum` is `{}`, but `maximum` is `{}`", least.raw(), most.raw()))
            .label(most, "the upper limit")
            .help("exchange the limits, or mend the wrong one");
    }
}
