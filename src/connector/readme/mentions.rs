//! Which phrases a text mentions, whatever case, punctuation, order and small words.
//!
//! A line mentions a phrase when it has all words of it, singular or plural; misspellings count as what they are meant
//! to be. For each phrase only the lines with its rarest word are looked at, and only [`MAX_LINES`] of them.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::HashMap;

use super::{Markdown, simplified};
use crate::connector::wording::spelling::{may_be_misspelt, mended};

/// Where so many lines have even the rarest word of a phrase, the phrase counts as mentioned.
const MAX_LINES: usize = 256;

/// Words that summaries have and lists leave out.
const SMALL_WORDS: [&str; 8] = ["a", "an", "the", "of", "to", "by", "for", "in"];

/// For each phrase whether a line of a Markdown text has all words of it; code counts, comments do not. An empty phrase is
/// everywhere.
pub fn mentioned(text: &str, markdown: &Markdown, phrases: &[Cow<'_, str>]) -> Vec<bool> {
    let mut mentions = Mentions::default();
    let phrases: Vec<Vec<usize>> = phrases.iter().map(|phrase| mentions.numbers_of(phrase)).collect();
    let mut at = 0;
    for comment in markdown.comments() {
        mentions.read(text.get(at..comment.start as usize).unwrap_or_default());
        at = comment.end as usize;
    }
    mentions.read(text.get(at..).unwrap_or_default());
    phrases.iter().map(|phrase| mentions.has(phrase)).collect()
}

/// Where the words of the phrases stand.
#[derive(Debug, Default)]
struct Mentions {
    /// The number of each word.
    words: HashMap<String, usize>,
    /// The numbers of the words of all lines; sorted within each line.
    numbers: Vec<usize>,
    /// Where the words of each line lie in these.
    lines: Vec<Range<usize>>,
    /// For each word, the lines that have it.
    places: Vec<Vec<usize>>,
}

impl Mentions {
    fn numbers_of(&mut self, phrase: &str) -> Vec<usize> {
        let simple = simplified(&mended(phrase));
        let number = |word: &str| match self.words.get(word) {
            Some(number) => *number,
            None => {
                self.places.push(Vec::new());
                self.words.insert(word.to_owned(), self.places.len() - 1);
                self.places.len() - 1
            }
        };
        words_of(&simple).map(number).collect()
    }

    /// Notes the words of phrases in the lines of a text.
    fn read(&mut self, text: &str) {
        let (mut lower, mut found) = (String::new(), Vec::new());
        for line in text.lines() {
            found.clear();
            if !self.find_in_plain(line, &mut lower, &mut found) {
                found.clear();
                // Small words are no words of phrases.
                let simple = simplified(&mended(line));
                found.extend(simple.split(' ').filter_map(|word| self.words.get(singular(word))));
            }
            found.sort_unstable();
            found.dedup();
            for &number in &found {
                self.places[number].push(self.lines.len());
            }
            let start = self.numbers.len();
            self.numbers.extend(&found);
            self.lines.push(start..self.numbers.len());
        }
    }

    /// Finds the words of phrases in a line that is read as it is written, as most are; `false` where a word has to be
    /// mended, or is not ASCII.
    fn find_in_plain(&self, line: &str, lower: &mut String, found: &mut Vec<usize>) -> bool {
        if !line.is_ascii() || line.contains('\'') {
            return false;
        }
        lower.clear();
        lower.push_str(line);
        lower.make_ascii_lowercase();
        let bytes = lower.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
            let start = at;
            while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                at += 1;
            }
            if may_be_misspelt(bytes, start..at) {
                return false;
            }
            if let Some(number) = self.words.get(singular(&lower[start..at])) {
                found.push(*number);
            }
        }
        true
    }

    /// Whether a line has all these words.
    fn has(&self, phrase: &[usize]) -> bool {
        let Some(rarest) = phrase.iter().map(|number| &self.places[*number]).min_by_key(|places| places.len()) else {
            return true;
        };
        let has_all = |line: &usize| {
            let line = &self.numbers[self.lines[*line].clone()];
            phrase.iter().all(|number| line.binary_search(number).is_ok())
        };
        rarest.len() > MAX_LINES || rarest.iter().any(has_all)
    }
}

/// The words of a simplified text that mean something, singular.
fn words_of(simple: &str) -> impl Iterator<Item = &str> {
    simple.split(' ').filter(|word| !word.is_empty() && !SMALL_WORDS.contains(word)).map(singular)
}

/// The word without the `s` of a plural or of a third person.
fn singular(word: &str) -> &str {
    let ending = match word.as_bytes() {
        [.., b's', b's', b'e', b's'] => "es".len(),
        [_, .., b'i', b'e', b's'] => "ies".len(),
        [_, _, .., last, b's'] if *last != b's' => "s".len(),
        [.., b'y'] => "y".len(),
        _ => 0,
    };
    &word[..word.len() - ending]
}
