use crate::connector::definition::{Keyword, Typed};
use crate::connector::pattern;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// A pattern is no regular expression.
    ///
    /// The platform compiles patterns with .NET, so they have to follow its grammar: brackets and groups are closed,
    /// quantifiers stand behind something, escapes are known.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/pattern
    /// { "definitions": { "Order": { "properties": { "id": { "pattern": "^[A-Z{3}$" } } } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/properties/id/pattern
    /// { "definitions": { "Order": { "properties": { "id": { "pattern": "^(a|b))+$" } } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": { "pattern": "^(?<year>\\d{4})[]\\-a-z-[aeiou]](?i:x{,3}|\\p{L}*?)$" } } } } }
    /// ```
    PatternShouldBeValidRegularExpression {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 797 published patterns are refused by this reading of the .NET grammar",
        since: "0.1.0",
        check: Typed(check),
        keywords: [Pattern],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    let Some(node) = typed.get(Keyword::Pattern) else { return };
    let Some(text) = node.as_str() else { return };
    if let Err(fault) = pattern::check(&text) {
        cx.report(At::within(node, fault.place), fault.message).help("mend the regular expression, in .NET syntax");
    }
}
