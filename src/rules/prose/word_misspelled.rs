use std::ops::Range;

use crate::connector::definition::Definition;
use crate::connector::properties::Properties;
use crate::connector::wording::spelling::misspellings;
use crate::connector::wording::{Traits, same_folded, words};
use crate::finding::{At, Safety};
use crate::json::{Node, replace_within};
use crate::rule::{Cx, Prose, ProseRole};
use crate::text::shortened;

/// Of one text so many words are told at once: whoever mends them reads the rest as well.
const MOST_WORDS: usize = 20;

/// So many corrections are worth reading.
const MOST_CORRECTIONS: usize = 3;

rule! {
    /// A word is misspelt.
    ///
    /// Users meet summaries and descriptions wherever they build flows, and certification asks for texts without spelling
    /// mistakes. Known misspellings are looked up; words that are not known are never reported, nor are names, addresses,
    /// code, words in capitals and texts in other languages.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/description
    /// { "definitions": { "Order": { "properties": { "id": { "description": "The unique identifer of the order." } } } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/properties/id/description,at=/definitions/Order/properties/id/description
    /// { "definitions": { "Order": { "properties": { "id": { "description": "Check \"wether\" to\nseperate or wether not." } } } } }
    /// ```
    /// ```json,good
    /// { "info": { "title": "Adress Hub" }, "definitions": { "Order": { "properties": {
    ///     "id": { "description": "The adressId, ADRESS, {adress} or adress_1 of Adress Hub in its favourite colour." },
    ///     "note": { "description": "Die Addresse und das Produkt." }
    /// } } } }
    /// ```
    WordMisspelled {
        levels: { Warning, Warning, Hint },
        origin: Certification,
        codes: ["5000.2.3.2"],
        evidence: "documented; 159 of 488 published connectors have such words, and 199 of 200 random hits are right",
        since: "0.1.0",
        check: Prose(check),
        fixes: [Safe, Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    // A title is the publisher's own name.
    if prose.role == ProseRole::ConnectorTitle || !prose.traits.has(Traits::MISSPELLING) || prose.is_internal {
        return;
    }
    for found in misspellings(&prose.text).into_iter().take(MOST_WORDS) {
        if is_name(cx, found.word) {
            continue;
        }
        let shown: Vec<String> =
            found.corrections.iter().take(MOST_CORRECTIONS).map(|correction| format!("`{correction}`")).collect();
        let at = At::within(prose.node, found.range.clone());
        let finding =
            cx.report(at, format!("`{}` is misspelt", found.word)).help(format!("write {}", shown.join(" or ")));
        if let [correction] = found.corrections.as_slice() {
            // Readmes name operations by their summaries, and what then repeats a neighbour has to be written anew.
            let is_named = prose.role == ProseRole::OperationSummary;
            // A plural, or a genitive without its apostrophe.
            let is_unclear = found.word.ends_with("ys");
            let needs_thought = is_named || is_unclear || becomes_repetition(prose, found.range.clone(), correction);
            let safety = if needs_thought { Safety::Unsafe } else { Safety::Safe };
            let edit = replace_within(prose.node, found.range, correction);
            finding.fix(safety, format!("write `{correction}`"), [edit]);
        }
    }
}

/// Whether a text says the same as something beside it once a word is mended.
fn becomes_repetition(prose: &Prose<'_>, range: Range<usize>, correction: &str) -> bool {
    let Some(holder) = prose.holder() else { return false };
    let mut mended = prose.text.to_string();
    mended.replace_range(range, correction);
    let others = holder.children().filter(|other| *other != prose.node).filter_map(Node::as_str);
    others.chain(holder.key()).any(|other| same_folded(&other, &mended))
}

/// Whether a word is part of the connector's or the publisher's name.
fn is_name(cx: &Cx<'_, '_>, word: &str) -> bool {
    let title = cx.definition().and_then(Definition::title);
    let publisher = cx.properties().and_then(Properties::publisher);
    let names = [title, publisher].into_iter().flatten();
    names.into_iter().any(|name| words(&shortened(&name)).any(|(_, part)| part.eq_ignore_ascii_case(word)))
}
