use crate::connector::definition::{Keyword, Typed};
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// An `enum` is empty.
    ///
    /// It lists all allowed values, so an empty one allows none.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/enum
    /// { "definitions": { "Order": { "properties": { "id": { "enum": [] } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "enum": ["a"] } } } } }
    /// ```
    EnumMustContainAtLeastOneElement {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 7,737",
        since: "0.1.0",
        check: Typed(check),
        fixes: [Unsafe],
        keywords: [Enum],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(list) = typed.get(Keyword::Enum) else { return };
    if list.is_array() && list.is_empty() {
        cx.report(At::key(list), "`enum` allows no value").help("list the allowed values, or remove it").fix(
            Safety::Unsafe,
            "remove it",
            [json::remove(list)],
        );
    }
}
