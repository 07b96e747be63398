use crate::connector::definition::{Keyword, Typed};
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// The definition uses a keyword of Swagger that the platform does not read.
    ///
    /// `uniqueItems` is ignored: elements of a list may repeat whatever it says.
    ///
    /// ```json,bad,at=/definitions/Orders/uniqueItems
    /// { "definitions": { "Orders": { "type": "array", "items": { "type": "string" }, "uniqueItems": true } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Orders": { "type": "object", "properties": { "uniqueItems": { "type": "boolean" } }, "xml": { "name": "o" } } } }
    /// ```
    SwaggerKeywordNotSupported {
        levels: { Warning },
        origin: Validator,
        evidence: "documented (`uniqueItems`); 14 of 1,034 published connectors have it, so it is not refused",
        since: "0.1.0",
        check: Typed(check),
        fixes: [Safe, Unsafe],
        keywords: [UniqueItems],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(unique) = typed.get(Keyword::UniqueItems) else { return };
    let (safety, help) = match unique.as_bool() {
        Some(false) => (Safety::Safe, "remove it: elements may repeat anyway"),
        _ => (Safety::Unsafe, "remove it, and tell users in the description that elements may not repeat"),
    };
    cx.report(At::key(unique), "`uniqueItems` is ignored").help(help).fix(safety, "remove it", [json::remove(unique)]);
}
