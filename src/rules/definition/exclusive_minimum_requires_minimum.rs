use crate::connector::definition::{Keyword, Typed};
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// `exclusiveMinimum` stands without `minimum`.
    ///
    /// It says whether the limit itself is allowed, so without the limit it says nothing.
    ///
    /// ```json,bad,at=/definitions/Order/properties/total/exclusiveMinimum
    /// { "definitions": { "Order": { "properties": { "total": { "exclusiveMinimum": true } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "total": { "minimum": 5, "exclusiveMinimum": true } } } } }
    /// ```
    ExclusiveMinimumRequiresMinimum {
        levels: { Error, Error, Warning },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 45",
        since: "0.1.0",
        check: Typed(check),
        fixes: [Safe, Unsafe],
        keywords: [ExclusiveMinimum],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(exclusive) = typed.get(Keyword::ExclusiveMinimum) else { return };
    if !typed.has(Keyword::Minimum) {
        let safety = if exclusive.as_bool() == Some(false) { Safety::Safe } else { Safety::Unsafe };
        cx.report(At::key(exclusive), "`exclusiveMinimum` says nothing without `minimum`")
            .help("add `minimum`, or remove it")
            .fix(safety, "remove it", [json::remove(exclusive)]);
    }
}
