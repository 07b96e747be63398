use crate::connector::wording::Traits;
use std::ops::Range;

use crate::finding::{At, Level};
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// The title or the description contains a word that is reserved.
    ///
    /// Every connector is a connector to an API, so neither word may stand in a title; and the description may not name the
    /// products in which the connector is used, because it is shown in all of them.
    ///
    /// ```json,bad,at=/info/title,at=/info/description
    /// { "info": {
    ///   "title": "Contoso-API", "description": "Reads the orders of small shops in Power Automate and elsewhere."
    /// } }
    /// ```
    ///
    /// Parts of longer words do not count, nor do other names of products.
    ///
    /// ```json,good
    /// {
    ///   "info": { "title": "SMSAPI Rapid Connectors", "description": "The API and connector for Dynamics, Power BI and flows." },
    ///   "paths": { "/orders/{id}": { "get": { "summary": "Get an API order" } } }
    /// }
    /// ```
    ValueContainsRestrictedWords {
        levels: { Error, Error, Off },
        origin: Validator,
        codes: ["5000.2.2.2", "5000.2.3.5"],
        evidence: "observed: error in public logs, with both lists of words; 11 of 1,034 published connectors, most of 2020",
        since: "0.1.0",
        check: Prose(check),
    }
}

/// Exactly these (observed).
const TITLE_WORDS: [&str; 2] = ["api", "connector"];
/// Exactly these (observed).
const PRODUCT_NAMES: [&str; 3] = ["power apps", "power automate", "logic apps"];

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if prose.role != ProseRole::ConnectorTitle && !prose.traits.has(Traits::PRODUCT) {
        return;
    }
    match prose.role {
        ProseRole::ConnectorTitle => {
            report(cx, prose, &TITLE_WORDS, "the title", Level::Error);
            report(cx, prose, &PRODUCT_NAMES, "the title", Level::Warning);
        }
        ProseRole::ConnectorDescription => report(cx, prose, &PRODUCT_NAMES, "the description", Level::Error),
        // Nobody has seen a refusal of these.
        ProseRole::OperationSummary | ProseRole::OperationDescription => {
            report(cx, prose, &PRODUCT_NAMES, "the text", Level::Warning);
        }
        _ => {}
    }
}

fn report<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>, words: &[&str], what: &str, level: Level) {
    let lower = prose.text.to_ascii_lowercase();
    for word in words {
        if let Some(range) = find(&lower, word) {
            let found = &prose.text[range.clone()];
            cx.report(At::within(prose.node, range), format!("{what} contains the reserved name `{found}`"))
                .help("leave it out")
                .at_most(level);
        }
    }
}

/// The first place where `word` stands as a word of its own.
fn find(text: &str, word: &str) -> Option<Range<usize>> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut places = text.match_indices(word).map(|(start, _)| start..start + word.len());
    places.find(|range| {
        !text[..range.start].chars().next_back().is_some_and(is_part)
            && !text[range.end..].chars().next().is_some_and(is_part)
    })
}
