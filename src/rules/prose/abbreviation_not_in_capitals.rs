use crate::connector::wording::{Traits, in_capitals, plain_words};
use crate::finding::{At, Safety};
use crate::json::{quote, replace_value};
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// A text has an abbreviation in small letters.
    ///
    /// Abbreviations such as ID, URL or JSON are written in capitals, wherever users read them. Texts with a
    /// value that has to be given as it is, such as `json`, are left alone.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-summary
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [{
    ///     "name": "id", "in": "path", "required": true, "type": "string", "x-ms-summary": "Order Id",
    ///     "description": "Which order to return.", "x-ms-url-encoding": "single"
    /// }] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [{
    ///     "name": "id", "in": "path", "required": true, "type": "string", "x-ms-summary": "Order ID",
    ///     "description": "Which order to return (see order.id and URLs).", "x-ms-url-encoding": "single"
    /// }, {
    ///     "name": "format", "in": "query", "type": "string", "x-ms-summary": "Format", "default": "json",
    ///     "description": "The format of the order, json or xml."
    /// }] } } } }
    /// ```
    AbbreviationNotInCapitals {
        levels: { Hint, Hint, Off },
        origin: Certification,
        evidence: "documented; most published connectors have some",
        since: "0.1.0",
        check: Prose(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    // A title is the publisher's own name; a description that repeats a name or summary has to be written anew.
    let is_let_alone = prose.role == ProseRole::ConnectorTitle || prose.repeated.is_some() || prose.is_internal;
    if !prose.traits.has(Traits::ABBREVIATION) || is_let_alone {
        return;
    }
    let mut first = None;
    let mut mended = String::new();
    let mut done = 0;
    let is_sought = |word: &str| in_capitals(word).is_some_and(|right| right != word);
    for (range, word) in plain_words(&prose.text, is_sought) {
        let Some(right) = in_capitals(word) else { continue };
        // A text that lists values has to have them as they are given.
        if prose.is_value(word) {
            return;
        }
        mended.push_str(&prose.text[done..range.start]);
        mended.push_str(&right);
        done = range.end;
        first.get_or_insert((range, word, right));
    }
    let Some((range, word, right)) = first else { return };
    mended.push_str(&prose.text[done..]);
    cx.report(At::within(prose.node, range), format!("the abbreviation `{word}` is not in capitals"))
        .help(format!("write `{right}`"))
        .fix(Safety::Safe, format!("write `{right}`"), [Some(replace_value(prose.node, &quote(&mended)))]);
}
