use crate::connector::definition::{Keyword, Typed};
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// `exclusiveMaximum` stands without `maximum`.
    ///
    /// It says whether the limit itself is allowed, so without the limit it says nothing.
    ///
    /// ```json,bad,at=/definitions/Order/properties/total/exclusiveMaximum
    /// { "definitions": { "Order": { "properties": { "total": { "exclusiveMaximum": true } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "total": { "maximum": 5, "exclusiveMaximum": true } } } } }
    /// ```
    ExclusiveMaximumRequiresMaximum {
        levels: { Error, Error, Warning },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 26, but 2 in a custom connector",
        since: "0.1.0",
        check: Typed(check),
        fixes: [Safe, Unsafe],
        keywords: [ExclusiveMaximum],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(exclusive) = typed.get(Keyword::ExclusiveMaximum) else { return };
    if !typed.has(Keyword::Maximum) {
        let safety = if exclusive.as_bool() == Some(false) { Safety::Safe } else { Safety::Unsafe };
        cx.report(At::key(exclusive), "`exclusiveMaximum` says nothing without `maximum`")
            .help("add `maximum`, or remove it")
            .fix(safety, "remove it", [json::remove(exclusive)]);
    }
}
