use crate::connector::wording::ends_sentence;
use crate::finding::Safety;
use crate::rule::{Cx, Prose, ProseRole};
use crate::text::Edit;

rule! {
    /// A description does not end as a sentence does.
    ///
    /// Descriptions are full sentences by the guidelines, with a full stop at the end; summaries have none. Single words
    /// and texts that end with an address, a value or a pattern are left alone.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/description
    /// { "paths": { "/orders/{id}": { "get": { "description": "Returns one order of the shop" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "description": "Returns one order (of yours!)" }, "put": { "description": "Add this expression: workflow()", "responses": {} } } },
    ///   "definitions": { "Order": { "properties": { "mail": { "type": "string", "description": "Who ordered, such as ada@contoso.com" } } } } }
    /// ```
    DescriptionLacksEndPunctuation {
        levels: { Hint, Hint, Off },
        origin: Certification,
        codes: ["5000.2.3.2"],
        evidence: "documented; every second published operation has it",
        since: "0.1.0",
        check: Prose(check),
        fixes: [Safe],
    }
}

/// Whether the last word is one, or closed: a full stop would become part of an expression, a value or a pattern.
fn ends_in_words(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_word =
        || last.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '/' | '\'' | '’' | '('));
    !last.ends_with("()") && (last.ends_with([')', '"', '\'', '”']) || is_word())
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    let is_description = matches!(
        prose.role,
        ProseRole::ConnectorDescription
            | ProseRole::OperationDescription
            | ProseRole::ParameterDescription
            | ProseRole::SchemaDescription
            | ProseRole::NotificationDescription
    );
    if !is_description {
        return;
    }
    let text = prose.text.trim();
    if ends_sentence(text, prose.traits) || !text.contains(' ') || !ends_in_words(text) {
        return;
    }
    // It has to be written anew, so its end does not matter.
    if prose.repeated.is_some() {
        return;
    }
    let end = prose.node.inner_span().end;
    let finding = cx.report(prose.node, "the description does not end with a full stop").help("write full sentences");
    if text.len() == prose.text.trim_end().len() && prose.text.ends_with(text) {
        finding.fix(Safety::Safe, "add a full stop", [Some(Edit::insert(end, "."))]);
    }
}
