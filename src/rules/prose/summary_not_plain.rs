use crate::finding::At;
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// A summary holds other signs than letters, digits, blanks and parentheses.
    ///
    /// Summaries become names of steps and fields, and the guidance for texts wants them in plain words. Published
    /// connectors have hyphens, apostrophes and commas in them; nobody refuses those.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/summary
    /// { "paths": { "/orders/{id}": { "get": { "summary": "Orders - get one" } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-summary
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "required": true, "type": "string", "x-ms-summary": "Order/ID" }
    /// ] } } } }
    /// ```
    /// What the platform refuses in the summary of an operation, other rules tell.
    ///
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "summary": "Get (one) or\u00e9 & more." } } } }
    /// ```
    SummaryNotPlain {
        levels: { Hint, Hint, Off },
        origin: Certification,
        evidence: "documented, but not enforced: 158 of 488 published connectors have summaries with such signs, mostly hyphens",
        since: "0.1.0",
        check: Prose(check),
    }
}

/// What `RestrictedCharactersInSummary` tells.
const RESTRICTED: &str = "/\\<>*%&?";

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    let text = match prose.role {
        // What a summary must not end with, `ValueMustEndWithAlphanumeric` tells.
        ProseRole::OperationSummary => prose.text.trim_end_matches(|sign: char| !sign.is_alphanumeric()),
        ProseRole::ParameterSummary => &*prose.text,
        _ => return,
    };
    let is_plain = |sign: char| sign.is_alphanumeric() || sign.is_whitespace() || matches!(sign, '(' | ')' | '_');
    let is_told = |sign: char| prose.role == ProseRole::OperationSummary && RESTRICTED.contains(sign);
    let stranger = text.char_indices().find(|&(_, sign)| !is_plain(sign) && !is_told(sign));
    if let Some((at, sign)) = stranger.filter(|_| !prose.is_internal) {
        cx.report(At::within(prose.node, at..at + sign.len_utf8()), format!("the summary holds `{sign}`"))
            .help("say it in plain words, with parentheses at most");
    }
}
