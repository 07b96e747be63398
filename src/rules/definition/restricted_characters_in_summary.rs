use crate::connector::definition::Operation;
use crate::finding::At;
use crate::rule::Cx;

/// As the hosted validator prints them.
const RESTRICTED: &[char] = &['/', '\\', '<', '>', '*', '%', '&', '?'];

rule! {
    /// The summary of an operation holds a character that certification refuses.
    ///
    /// The summary becomes the name of a step in flows, where `/ \ < > * % & ?` have other meanings. Summaries of
    /// parameters may hold them.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/summary
    /// { "paths": { "/orders/{id}": { "get": { "summary": "Get an order & its lines" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "summary": "Get an order (one of the shop's): its lines, too",
    ///   "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "x-ms-summary": "ID/Number", "x-ms-url-encoding": "single" }] } } } }
    /// ```
    /// ```json,good,custom
    /// { "paths": { "/orders/{id}": { "get": { "summary": "Get an order & its lines" } } } }
    /// ```
    RestrictedCharactersInSummary {
        levels: { Error, Error, Off },
        origin: Validator,
        evidence: "observed as an error in a public validation log; none of 16,192 published summaries has one",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(summary) = operation.get("summary") else { return };
    let Some(text) = summary.as_str() else { return };
    let Some((at, character)) = text.char_indices().find(|(_, character)| RESTRICTED.contains(character)) else {
        return;
    };
    cx.report(At::within(summary, at..at + character.len_utf8()), format!("the summary `{text}` holds `{character}`"))
        .help("say it in words, such as `and` for `&`, without any of / \\ < > * % & ?");
}
