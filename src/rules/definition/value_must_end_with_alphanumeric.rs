use crate::finding::{Level, Safety};
use crate::json::{self, quote};
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// The title or the summary of an operation ends with something else than a letter or digit.
    ///
    /// Both are names, not sentences: no full stop, no blank at the end. `)` is allowed.
    ///
    /// ```json,bad,at=/info/title,at=/paths/~1orders~1{id}/get/summary
    /// { "info": { "title": "Contoso Orders!" }, "paths": { "/orders/{id}": { "get": { "summary": "Get an order." } } } }
    /// ```
    /// ```json,good
    /// { "info": { "title": "Contoso (UK)" }, "paths": { "/orders/{id}": { "get": {
    ///   "summary": "Get an order (deprecated)",
    ///   "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "x-ms-summary": "ID?", "description": "ID." }]
    /// } } } }
    /// ```
    ValueMustEndWithAlphanumeric {
        levels: { Error, Error, Hint },
        origin: Validator,
        codes: ["5000.2.2.3"],
        evidence: "inferred from published connectors: 3 independent of 1,034, 0 of 11,961 certified summaries",
        since: "0.1.0",
        check: Prose(check),
        fixes: [Safe, Unsafe],
    }
}

const CLOSING: [char; 8] = [']', '}', '>', '"', '\'', '”', '’', '»'];

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    // Makers find a published connector by its title.
    let (what, safety) = match prose.role {
        ProseRole::ConnectorTitle => ("the title", Safety::Unsafe),
        ProseRole::OperationSummary => ("the summary", Safety::Safe),
        _ => return,
    };
    let may_end = |letter: char| letter.is_alphanumeric() || letter == ')';
    let kept = prose.text.trim_end_matches(|letter| !may_end(letter));
    // An empty text is another rule's.
    if prose.text.trim().is_empty() || kept.len() == prose.text.len() {
        return;
    }
    let tail = &prose.text[kept.len()..];
    let finding = cx.report(prose.node, format!("{what} ends with `{tail}`"));
    finding.help("end it with a letter, a digit or `)`");
    // What closes something cannot go alone.
    if !kept.is_empty() && !tail.contains(CLOSING) {
        let value = json::replace_value(prose.node, &quote(kept));
        finding.fix(safety, format!("remove `{tail}` at the end"), [Some(value)]);
    }
    if tail == "]" {
        // One connector of 2021 has it in its title and five summaries.
        finding.at_most(Level::Warning);
    }
}
