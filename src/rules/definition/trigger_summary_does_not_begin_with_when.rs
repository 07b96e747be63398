use crate::connector::definition::Operation;
use crate::rule::Cx;

rule! {
    /// The summary of a trigger does not begin with "When".
    ///
    /// Users pick a trigger by what happens: "When an order is placed". The word tells triggers and actions apart.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/summary
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch", "summary": "New order" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch", "summary": "When an order is placed" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch", "summary": "DEPRECATED: When an order is placed" } } } }
    /// ```
    TriggerSummaryDoesNotBeginWithWhen {
        levels: { Warning, Warning, Hint },
        origin: Certification,
        evidence: "documented; 461 of 720 published triggers begin with When",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    if operation.trigger().is_none_or(|trigger| trigger.is_empty())
        || operation.is_internal()
        || operation.is_known_deprecated()
    {
        return;
    }
    let Some(summary) = operation.get("summary") else { return };
    let Some(text) = summary.as_str().filter(|text| !text.trim().is_empty()) else { return };
    let first = text.split_whitespace().next().unwrap_or_default();
    // What users start by hand is called "For a selected ..." on the whole platform.
    if !first.eq_ignore_ascii_case("when") && !first.eq_ignore_ascii_case("for") {
        cx.report(summary, format!("the summary `{text}` of a trigger does not begin with `When`"))
            .help("write what has to happen, such as `When an order is placed`");
    }
}
