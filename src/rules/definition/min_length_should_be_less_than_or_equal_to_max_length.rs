use crate::connector::definition::{Keyword, Typed};
use crate::rule::Cx;

rule! {
    /// `minLength` is greater than `maxLength`.
    ///
    /// No value can satisfy both limits.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/minLength
    /// { "definitions": { "Order": { "properties": { "id": { "type": "string", "minLength": 9, "maxLength": 3 } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "type": "string", "minLength": 3, "maxLength": 3 } } } } }
    /// ```
    MinLengthShouldBeLessThanOrEqualToMaxLength {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 1,532",
        since: "0.1.0",
        check: Typed(check),
        keywords: [MinLength],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let (Some(least), Some(most)) = (typed.get(Keyword::MinLength), typed.get(Keyword::MaxLength)) else { return };
    let (Some(from), Some(to)) = (least.as_f64(), most.as_f64()) else { return };
    if from > to {
        cx.report(least, format!("`minLength` is `{}`, but `maxLength` is `{}`", least.raw(), most.raw()))
            .label(most, "the upper limit")
            .help("exchange the limits, or mend the wrong one");
    }
}
