use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// A title or summary is longer than the places where it is shown.
    ///
    /// The connector's title has room for 30 characters, the summary of an operation or parameter for 80: longer ones are
    /// refused in certification, because they would be cut off in the designer. A final ` (Independent Publisher)` in the
    /// title does not count.
    ///
    /// ```json,bad,at=/info/title
    /// { "info": { "title": "Contoso Orders and Returns 2025" } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/summary
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "summary": "Get an order with its lines, its customer, its payments, its parcels, and its returns"
    /// } } } }
    /// ```
    /// ```json,good,independent
    /// { "info": { "title": "Contoso Orders and Returns 202 (Independent Publisher)" } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "id": {
    ///   "x-ms-summary": "The summary of a property may be longer than that of a parameter, and many published connectors have one"
    /// } } } } }
    /// ```
    FieldLengthExceeded {
        levels: { Error, Error, Hint },
        origin: Validator,
        codes: ["5000.2.2.1"],
        evidence: "observed: error in public logs (title, 30); 2 of 1,034 published connectors; the longest other summaries have exactly 80",
        since: "0.1.0",
        check: Prose(check),
    }
}

/// Appended to the title of an independent publisher's connector; not counted (observed).
const SUFFIX: &str = " (Independent Publisher)";

const TITLE_LIMIT: usize = 30;
const SUMMARY_LIMIT: usize = 80;

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    let (text, limit, what) = match prose.role {
        ProseRole::ConnectorTitle => (prose.text.strip_suffix(SUFFIX).unwrap_or(&prose.text), TITLE_LIMIT, "the title"),
        ProseRole::OperationSummary => (&*prose.text, SUMMARY_LIMIT, "the summary"),
        ProseRole::ParameterSummary => (&*prose.text, SUMMARY_LIMIT, "the summary of the parameter"),
        _ => return,
    };
    // No text has more UTF-16 units, in which the platform counts, than bytes.
    if text.len() <= limit {
        return;
    }
    let length = text.encode_utf16().count();
    if length > limit {
        cx.report(prose.node, format!("{what} has {length} characters, and at most {limit} are allowed"))
            .help("shorten it, and say the rest in the description");
    }
}
