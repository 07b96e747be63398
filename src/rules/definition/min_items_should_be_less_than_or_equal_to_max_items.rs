use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// `minItems` is greater than `maxItems`.
    ///
    /// No value can satisfy both limits.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/minItems
    /// { "definitions": { "Order": { "properties": { "id": { "type": "array", "items": { "type": "string" }, "minItems": 9, "maxItems": 3 } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "type": "array", "items": { "type": "string" }, "minItems": 3, "maxItems": 3 } } } } }
    /// ```
    MinItemsShouldBeLessThanOrEqualToMaxItems {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 101",
        since: "0.1.0",
        check: Typed(check),
        keywords: [MinItems],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let (Some(least), Some(most)) = (typed.get(Keyword::MinItems), typed.get(Keyword::MaxItems)) else { return };
    let (Some(from), Some(to)) = (least.as_f64(), most.as_f64()) else { return };
    if from > to {
        cx.report(least, format!("`minItems` is `{}`, but `maxItems` is `{}`", least.raw(), most.raw()))
            .label(most, "the upper limit")
            .help("exchange the limits, or mend the wrong one");
    }
}
