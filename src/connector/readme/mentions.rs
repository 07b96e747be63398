//! Where a text mentions phrases, whatever case, punctuation, order and small words.
//!
//! A line mentions a phrase when it has all words of it, singular or plural; misspellings count as what they are meant
//! to be. For each phrase only the lines with its rarest word are looked at, and only [`MAX_LINES`] of them.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::HashMap;

use super::{Markdown, simplified};
use crate::connector::wording::spelling::{may_be_misspelt, mended};
use crate::text::Span;

/// Where so many lines have even the rarest word of a phrase, the phrase counts as mentioned.
const MAX_LINES: usize = 256;

/// Words that summaries have and lists leave out.
const SMALL_WORDS: [&str; 6] = ["a", "an", "the", "of", "to", "by"];

/// Where a text mentions a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// An empty phrase, and one whose words are in very many lines.
    Everywhere,
    /// These lines, in order.
    Lines(Vec<Span>),
}

impl Mention {
    pub fn is_none(&self) -> bool {
        matches!(self, Self::Lines(lines) if lines.is_empty())
    }
}

/// For each phrase the lines of a Markdown text that have all words of it; code counts, comments do not.
pub fn mentions(text: &str, markdown: &Markdown, phrases: &[Cow<'_, str>]) -> Vec<Mention> {
    let mut mentions = Mentions::default();
    let phrases: Vec<Vec<usize>> = phrases.iter().map(|phrase| mentions.numbers_of(phrase)).collect();
    let mut at = 0;
    for comment in markdown.comments() {
        mentions.read(text, at..comment.start as usize);
        at = comment.end as usize;
    }
    mentions.read(text, at..text.len());
    phrases.iter().map(|phrase| mentions.of(phrase)).collect()
}

/// Where the words of the phrases stand.
#[derive(Debug, Default)]
struct Mentions {
    /// The number of each word.
    words: HashMap<String, usize>,
    /// The numbers of the words of all lines; sorted within each line.
    numbers: Vec<usize>,
    /// Each line, and where its words lie in these.
    lines: Vec<(Span, Range<usize>)>,
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

    /// Notes the words of phrases in the lines of a piece of the text.
    fn read(&mut self, text: &str, piece: Range<usize>) {
        let (mut lower, mut found) = (String::new(), Vec::new());
        let mut end = piece.start;
        for line in text.get(piece).unwrap_or_default().split_inclusive('\n') {
            let span = Span::new(end, end + line.len());
            end += line.len();
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
            self.lines.push((span, start..self.numbers.len()));
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
            found.extend(self.words.get(singular(&lower[start..at])));
        }
        true
    }

    /// The lines that have all these words.
    fn of(&self, phrase: &[usize]) -> Mention {
        let rarest = phrase.iter().map(|number| &self.places[*number]).min_by_key(|places| places.len());
        let Some(rarest) = rarest.filter(|places| places.len() <= MAX_LINES) else { return Mention::Everywhere };
        let has_all = |numbers: &Range<usize>| {
            let line = &self.numbers[numbers.clone()];
            phrase.iter().all(|number| line.binary_search(number).is_ok())
        };
        let lines = rarest.iter().map(|line| &self.lines[*line]).filter(|(_, numbers)| has_all(numbers));
        Mention::Lines(lines.map(|(span, _)| *span).collect())
    }
}

/// The words of a simplified text that mean something, singular.
fn words_of(simple: &str) -> impl Iterator<Item = &str> {
    simple.split(' ').filter(|word| !word.is_empty() && !SMALL_WORDS.contains(word)).map(singular)
}

/// The word without the `s` of a plural or of a third person.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.ends_with("sse") => &stem[..stem.len() - 1],
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem.strip_suffix("ie").unwrap_or(stem),
        _ => word.strip_suffix('y').unwrap_or(word),
    }
}
