//! What ids and texts of operations tell of revisions and deprecation: `GetItems_V2`, `Get items V2`,
//! `Get items (deprecated)`. Judges nothing.

/// What stands behind the texts of an operation that is deprecated.
pub const DEPRECATED: &str = "(deprecated)";

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
