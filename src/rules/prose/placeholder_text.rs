use std::ops::Range;

use crate::connector::wording::{Traits, folded, plain_words};
use crate::finding::{At, Level};
use crate::rule::{Cx, Prose};

/// In lower case; none of them means anything to users.
const PHRASES: [&str; 9] = [
    "lorem ipsum",
    "default title",
    "insert description",
    "add description",
    "enter description here",
    "description here",
    "description goes here",
    "your description",
    "replace with your",
];

/// In capitals, as programmers mark what is left to do.
const MARKS: [&str; 4] = ["TODO", "TBD", "FIXME", "XXX"];

rule! {
    /// A text is a placeholder that was never filled in.
    ///
    /// Templates and wizards leave texts such as `TODO` or `<<description>>` behind. Users would see them.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/description
    /// { "paths": { "/orders/{id}": { "get": { "description": "TODO: describe it." } } } }
    /// ```
    /// ```json,bad,at=/info/title
    /// { "info": { "title": "{{title}}" } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "description": "Puts {name} into each order to do." } } } }
    /// ```
    PlaceholderText {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: a handful has it",
        since: "0.1.0",
        check: Prose(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if !prose.traits.has(Traits::PLACEHOLDER) {
        return;
    }
    // A field may be called so by the API.
    let is_name = || {
        let names = [
            prose.holder().and_then(crate::json::Node::key),
            prose.holder().and_then(|holder| holder.str_member("name")),
        ];
        names.into_iter().flatten().any(|name| folded(&name) == folded(&prose.text))
    };
    if let Some(range) = placeholder(&prose.text).filter(|_| !is_name()) {
        let found = &prose.text[range.clone()];
        let is_template = found.starts_with("{{");
        let finding = cx.report(At::within(prose.node, range), format!("`{found}` is a placeholder"));
        finding.help("write what users are to read");
        if is_template {
            // The service may have templates of its own that the text is about.
            finding.at_most(Level::Hint);
        }
    }
}

fn placeholder(text: &str) -> Option<Range<usize>> {
    let mark = plain_words(text).find(|(_, word)| MARKS.contains(word)).map(|(range, _)| range);
    mark.or_else(|| bracketed(text, "{{", "}}")).or_else(|| bracketed(text, "<<", ">>")).or_else(|| {
        let lower = text.to_ascii_lowercase();
        PHRASES.iter().find_map(|phrase| lower.find(phrase).map(|start| start..start + phrase.len()))
    })
}

/// The first piece between brackets, where that is the whole text or nearly so.
fn bracketed(text: &str, open: &str, close: &str) -> Option<Range<usize>> {
    let start = text.find(open)?;
    let end = start + text[start..].find(close)? + close.len();
    Some(start..end)
}
