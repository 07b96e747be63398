//! Names for people out of names for programs: `orderId` is `Order ID`.

use crate::connector::wording::{in_capitals, words};

/// The platform refuses longer summaries.
const MAX_SUMMARY: usize = 80;

/// Small inside a title.
const SMALL_WORDS: [&str; 11] = ["a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to"];

/// The words of a key in title case, abbreviations in capitals; `TODO` where the key has no words.
pub fn summary_of(key: &str) -> String {
    let pieces: Vec<&str> = words(key).flat_map(|(_, word)| humps(word)).collect();
    let is_loud = !key.contains(char::is_lowercase);
    let last = pieces.len().saturating_sub(1);
    let mut summary = String::new();
    for (number, piece) in pieces.into_iter().enumerate() {
        let is_inside = number > 0 && number < last;
        let word = titled(piece, is_loud, is_inside);
        if summary.encode_utf16().count() + 1 + word.encode_utf16().count() > MAX_SUMMARY {
            break;
        }
        if number > 0 {
            summary.push(' ');
        }
        summary.push_str(&word);
    }
    if summary.is_empty() { "TODO".to_owned() } else { summary }
}

/// The parts of a word that begin with a capital: of `orderID` these are `order` and `ID`, of `HTTPHost` `HTTP` and `Host`.
fn humps(word: &str) -> Vec<&str> {
    let characters: Vec<(usize, char)> = word.char_indices().collect();
    let mut parts = Vec::new();
    let mut start = 0;
    for (number, &(at, character)) in characters.iter().enumerate().skip(1) {
        let before = characters.get(number - 1).map(|(_, before)| *before);
        let next = characters.get(number + 1).map(|(_, next)| *next);
        let after_small = before.is_some_and(|before| !before.is_uppercase());
        // The `s` of `IDs` begins no word.
        let rest = &word[at + character.len_utf8()..];
        let before_small = next.is_some_and(char::is_lowercase) && rest != "s";
        if character.is_uppercase() && (after_small || before_small) {
            parts.push(&word[start..at]);
            start = at;
        }
    }
    parts.push(&word[start..]);
    parts
}

fn titled(word: &str, is_loud: bool, is_inside: bool) -> String {
    let lower = word.to_lowercase();
    if let Some(abbreviation) = in_capitals(word) {
        return abbreviation;
    }
    if is_inside && SMALL_WORDS.contains(&lower.as_str()) {
        return lower;
    }
    let word = if is_loud { &lower } else { word };
    let mut characters = word.chars();
    characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_are_the_words_of_a_key() {
        for (key, summary) in [
            ("id", "ID"),
            ("orderId", "Order ID"),
            ("orderIDs", "Order IDs"),
            ("ORDER_ID", "Order ID"),
            ("date_of_birth", "Date of Birth"),
            ("created-at", "Created At"),
            ("HTTPHost", "HTTP Host"),
            ("line2", "Line2"),
            ("@odata.nextLink", "Odata Next Link"),
            ("größe", "Größe"),
            ("value", "Value"),
            ("", "TODO"),
            ("$", "TODO"),
        ] {
            assert_eq!(summary_of(key), summary);
        }
        assert_eq!(summary_of(&"word_".repeat(40)).chars().count(), 79);
        assert_eq!(summary_of(&"x".repeat(200)), "TODO");
    }
}
