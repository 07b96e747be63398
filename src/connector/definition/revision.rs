//! What ids and texts of operations tell of revisions and deprecation: `GetItems_V2`, `Get items V2`,
//! `Get items (deprecated)`. Judges nothing.

use super::Operation;
use crate::connector::wording::{Traits, ends_sentence};
use crate::json::Node;

/// What stands behind the texts of an operation that is deprecated.
pub const DEPRECATED: &str = "(deprecated)";

/// The platform refuses longer summaries.
const MAX_SUMMARY: usize = 80;

/// `GetItems_V2` is `GetItems` and 2.
pub fn split_id(id: &str) -> (&str, Option<u64>) {
    match id.rsplit_once("_V").or_else(|| id.rsplit_once("_v")) {
        Some((stem, digits)) if !stem.is_empty() => match digits.parse() {
            Ok(revision) => (stem, Some(revision)),
            Err(_) => (id, None),
        },
        _ => (id, None),
    }
}

/// A text without the revision, and the mark of deprecation, that it ends with.
pub fn stem_of_text(text: &str) -> &str {
    let text = text.trim();
    // The full stop of a description stands behind the mark.
    let text = text.trim_end_matches('.').strip_suffix(DEPRECATED).unwrap_or(text).trim_end();
    let is_revision = |word: &str| {
        let word = word.trim_matches(['(', ')']);
        word.strip_prefix('V').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    match text.rsplit_once(' ') {
        Some((stem, last)) if is_revision(last) => stem.trim_end(),
        _ => text,
    }
}

/// A summary with a word behind it, within the limit: words before it give way.
pub fn with_suffix(text: &str, suffix: &str) -> String {
    let room = MAX_SUMMARY - suffix.chars().count() - 1;
    let mut text = text.trim_end();
    while text.chars().count() > room {
        text = match text.rsplit_once(' ') {
            Some((shorter, _)) => shorter.trim_end_matches(|c: char| !c.is_alphanumeric()),
            None => &text[..text.char_indices().nth(room).map_or(text.len(), |(at, _)| at)],
        };
    }
    format!("{text} {suffix}")
}

/// Summary and description that lack the mark of deprecation, with the texts that have it.
pub fn deprecated_texts<'a>(operation: &Operation<'a>) -> Vec<(Node<'a>, String)> {
    let text = |key: &str| {
        let node = operation.get(key)?;
        let text = node.as_str().filter(|text| !text.trim().is_empty())?.into_owned();
        (!text.to_lowercase().contains(DEPRECATED)).then_some((node, text))
    };
    let summary = text("summary").map(|(node, summary)| (node, with_suffix(&summary, DEPRECATED)));
    let description = text("description").map(|(node, description)| {
        // What was a sentence still ends as one; what ends with an address was taken for one.
        let description = description.trim_end();
        let sentence = description.trim_end_matches('.');
        let end = if ends_sentence(description, Traits::of(description)) { "." } else { "" };
        (node, format!("{sentence} {DEPRECATED}{end}"))
    });
    summary.into_iter().chain(description).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems() {
        for (id, expected) in [
            ("GetItems_V2", ("GetItems", Some(2))),
            ("GetItems_v10", ("GetItems", Some(10))),
            ("GetItemsV2", ("GetItemsV2", None)),
            ("Get_Values", ("Get_Values", None)),
            ("_V2", ("_V2", None)),
        ] {
            assert_eq!(split_id(id), expected);
        }
        for (text, expected) in [
            ("Get items V2", "Get items"),
            ("Get items (V2) (deprecated)", "Get items"),
            ("Gets the items (deprecated).", "Gets the items"),
            ("Gets the items.", "Gets the items."),
            ("V2", "V2"),
            ("", ""),
        ] {
            assert_eq!(stem_of_text(text), expected);
        }
    }
}
