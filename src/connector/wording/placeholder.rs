//! Texts that templates, wizards and fixes leave behind for the author to replace.

use std::ops::Range;

use super::plain_words;

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

/// Where a text is a placeholder that was never filled in.
pub fn placeholder(text: &str) -> Option<Range<usize>> {
    let mark = plain_words(text, |word| MARKS.contains(&word)).next().map(|(range, _)| range);
    mark.or_else(|| bracketed(text, "{{", "}}")).or_else(|| bracketed(text, "<<", ">>")).or_else(|| {
        let lower = text.to_ascii_lowercase();
        PHRASES.iter().find_map(|phrase| lower.find(phrase).map(|start| start..start + phrase.len()))
    })
}

/// The first piece between brackets, where that is the whole text or nearly so.
pub fn bracketed(text: &str, open: &str, close: &str) -> Option<Range<usize>> {
    let start = text.find(open)?;
    let end = start + text[start..].find(close)? + close.len();
    Some(start..end)
}
