use crate::connector::wording::in_capitals;
use crate::finding::Safety;
use crate::json::replace_within;
use crate::rule::{Cx, Prose, ProseRole};
use crate::text::Edit;

rule! {
    /// A summary begins with a small letter.
    ///
    /// Summaries are what users see on the card of an action and above its fields. They begin with a capital, as all
    /// others do. Abbreviations are another rule's, which wants capitals for all of their letters.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/summary
    /// { "paths": { "/orders/{id}": { "get": { "summary": "get an order" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "summary": "eSign an order" } },
    ///   "/orders": { "get": { "operationId": "ListOrders", "summary": "id and lines of all orders", "responses": {} } } } }
    /// ```
    SummaryBeginsInLowercase {
        levels: { Hint, Hint, Off },
        origin: Certification,
        evidence: "documented: sentence case for operations, title case for parameters",
        since: "0.1.0",
        check: Prose(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if !matches!(prose.role, ProseRole::OperationSummary | ProseRole::ParameterSummary) || prose.is_internal {
        return;
    }
    let first = prose.text.split_whitespace().next().unwrap_or_default();
    // `eSign` and the like are names.
    if first.starts_with(char::is_lowercase)
        && in_capitals(first).is_none()
        && !first.contains(|character: char| character.is_uppercase() || character == '.')
    {
        cx.report(prose.node, format!("the summary begins with the small letter of `{first}`"))
            .help("begin it with a capital")
            .fix(Safety::Unsafe, "begin it with a capital", [in_capital(prose)]);
    }
}

fn in_capital(prose: &Prose<'_>) -> Option<Edit> {
    let (at, letter) = prose.text.char_indices().find(|(_, character)| !character.is_whitespace())?;
    replace_within(prose.node, at..at + letter.len_utf8(), &letter.to_uppercase().to_string())
}
