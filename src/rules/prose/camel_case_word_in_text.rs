use crate::connector::definition::revision::{split_id, stem_of_text};
use crate::connector::wording::{Traits, folded, is_camel_case, plain_words};
use crate::finding::At;
use crate::rule::{Cx, Prose, ProseRole};

/// Of so many words at most it is asked whether they are names or values.
const MOST_WORDS: usize = 256;

rule! {
    /// A text contains a word with capitals inside.
    ///
    /// Words such as `orderId` come from programs. They read badly, and translation leaves them as they are. Names of
    /// products and terms that are written so are left alone, as far as they are short, known, or in the connector's title or
    /// the publisher's name; and so are values that have to be given as they are.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/description
    /// { "definitions": { "Order": { "properties": { "id": { "description": "The orderId of the shop." } } } } }
    /// ```
    /// ```json,good
    /// { "info": { "title": "Order Hub" }, "definitions": { "Order": { "properties": {
    ///     "id": { "description": "The ID in OrderHub, on GitHub or in {orderId}." },
    ///     "answer": { "description": "The answer from QnA, with VoIP over NetBIOS." },
    ///     "state": { "type": "string", "enum": ["InStock"], "description": "The state, InStock at first." }
    /// } } } }
    /// ```
    CamelCaseWordInText {
        levels: { Hint, Hint, Off },
        origin: Certification,
        evidence: "documented; most published connectors have some; of 50 findings that were read 45 are right, 5 are names of products and values",
        since: "0.1.0",
        check: Prose(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    let is_foreign = matches!(prose.role, ProseRole::ConnectorTitle | ProseRole::ConnectionText);
    // What only repeats a name has to be written anew.
    if is_foreign || !prose.traits.has(Traits::HUMP) || prose.is_internal || prose.repeated.is_some() {
        return;
    }
    let mut words = plain_words(&prose.text, is_camel_case);
    let Some(first) = words.next() else { return };
    let id = || prose.holder().and_then(|holder| holder.str_member("operationId"));
    let is_id = || id().is_some_and(|id| id == prose.text || split_id(&id).0 == stem_of_text(&prose.text));
    if prose.role == ProseRole::OperationSummary && is_id() {
        return;
    }
    let is_own_name = |word: &str| {
        let word = folded(word);
        cx.view.own_names().iter().any(|name| memchr::memmem::find(name.as_bytes(), word.as_bytes()).is_some())
    };
    let mut found = std::iter::once(first).chain(words).take(MOST_WORDS);
    let found = found.find(|(_, word)| !is_own_name(word) && !prose.is_value(word));
    if let Some((range, word)) = found {
        cx.report(At::within(prose.node, range), format!("`{word}` is a name from a program"))
            .help("write it as words");
    }
}
