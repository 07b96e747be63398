use crate::connector::wording::ends_sentence;
use crate::finding::Safety;
use crate::rule::{Cx, Prose, ProseRole};
use crate::text::Edit;

rule! {
    /// A description does not end as a sentence does.
    ///
    /// Descriptions are full sentences by the guidelines, with a full stop at the end; summaries have none. Single words
    /// and texts that end with an address are left alone.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/description
    /// { "paths": { "/orders/{id}": { "get": { "description": "Returns one order of the shop" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "description": "Returns one order (of yours!)" }, "put": { "description": "Add this expression: workflow()", "responses": {} } } } }
    /// ```
    DescriptionLacksEndPunctuation {
        levels: { Hint, Hint, Off },
        origin: Certification,
        codes: ["5000.2.3.2"],
        evidence: "documented; every second published operation has it",
        since: "0.1.0",
        check: Prose(check),
    }
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
    // What ends with another sign is an expression or example, to which a full stop would do harm.
    let ends_in_words = text.ends_with(|last: char| last.is_alphabetic() || matches!(last, ')' | '"' | '\'' | '”'));
    let ends_in_words = ends_in_words && !text.ends_with("()");
    if !ends_in_words || !text.contains(' ') || ends_sentence(text, prose.traits) {
        return;
    }
    // It has to be written anew, so its end does not matter.
    if prose.repeated().is_some() {
        return;
    }
    let end = prose.node.inner_span().end;
    let finding = cx.report(prose.node, "the description does not end with a full stop").help("write full sentences");
    if text.len() == prose.text.trim_end().len() && prose.text.ends_with(text) {
        finding.fix(Safety::Safe, "add a full stop", [Some(Edit::insert(end, "."))]);
    }
}
