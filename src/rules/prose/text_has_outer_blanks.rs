use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// A text begins or ends with blanks.
    ///
    /// Blanks and line ends around a text are never meant: they come from copying, and shift what the designer shows.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/description
    /// { "paths": { "/orders/{id}": { "get": { "description": "Returns one order of the shop. " } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "description": "Returns one order.\n\nOf the shop." } } } }
    /// ```
    TextHasOuterBlanks {
        levels: { Warning, Warning, Hint },
        origin: House,
        evidence: "derived from the documented rules for texts",
        since: "0.1.0",
        check: Prose(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if prose.is_plainly_trimmed() {
        return;
    }
    let trimmed = prose.text.trim();
    // How a title or summary must end is another rule's.
    let end_is_told = matches!(prose.role, ProseRole::ConnectorTitle | ProseRole::OperationSummary);
    let same = if end_is_told { prose.text.trim_start() } else { trimmed };
    if trimmed.is_empty() || same.len() == prose.text.len() {
        return;
    }
    let side = match (prose.text.starts_with(char::is_whitespace), prose.text.ends_with(char::is_whitespace)) {
        (true, true) => "begins and ends",
        (true, false) => "begins",
        _ => "ends",
    };
    cx.report(prose.node, format!("the text {side} with blanks")).help("remove them").fix(
        Safety::Safe,
        "remove the blanks",
        [Some(replace_value(prose.node, &quote(trimmed)))],
    );
}
