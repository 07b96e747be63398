//! Which phrases a text mentions, whatever case, punctuation, order and small words.
//!
//! A line mentions a phrase when it has all words of it, singular or plural; misspellings count as what they are meant
//! to be. For each phrase only the lines with its rarest
//! word are looked at, and only [`MAX_LINES`] of them.

use std::ops::Range;

use foldhash::HashMap;

use super::{Markdown, simplified};
use crate::connector::wording::spelling::mended;

/// Where so many lines have even the rarest word of a phrase, the phrase counts as mentioned.
const MAX_LINES: usize = 256;

/// Words that summaries have and lists leave out.
const SMALL_WORDS: [&str; 6] = ["a", "an", "the", "of", "to", "by"];

/// The words of the lines that a reader sees.
#[derive(Debug, Default)]
pub struct Mentions {
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
    /// Reads the text of a Markdown file, its code included and its comments left out.
    pub fn of(text: &str, markdown: &Markdown) -> Self {
        let mut mentions = Self::default();
        let mut at = 0;
        for comment in markdown.comments() {
            mentions.read(text.get(at..comment.start as usize).unwrap_or_default());
            at = comment.end as usize;
        }
        mentions.read(text.get(at..).unwrap_or_default());
        mentions
    }

    fn read(&mut self, text: &str) {
        for line in text.lines() {
            let start = self.numbers.len();
            for word in words_of(&simplified(&mended(line))) {
                let number = self.number_of(word);
                let places = &mut self.places[number];
                if places.last() != Some(&self.lines.len()) {
                    places.push(self.lines.len());
                    self.numbers.push(number);
                }
            }
            self.numbers[start..].sort_unstable();
            self.lines.push(start..self.numbers.len());
        }
    }

    fn number_of(&mut self, word: &str) -> usize {
        if let Some(number) = self.words.get(word) {
            return *number;
        }
        self.places.push(Vec::new());
        self.words.insert(word.to_owned(), self.places.len() - 1);
        self.places.len() - 1
    }

    /// Whether a line has all words of the phrase; an empty phrase is everywhere.
    pub fn has(&self, phrase: &str) -> bool {
        let simple = simplified(&mended(phrase));
        let Some(numbers) = words_of(&simple).map(|word| self.words.get(word).copied()).collect::<Option<Vec<_>>>()
        else {
            return false;
        };
        let Some(rarest) = numbers.iter().map(|number| &self.places[*number]).min_by_key(|places| places.len()) else {
            return true;
        };
        let has_all = |line: &usize| {
            let line = &self.numbers[self.lines[*line].clone()];
            numbers.iter().all(|number| line.binary_search(number).is_ok())
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
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem.strip_suffix("ie").unwrap_or(stem),
        _ => word.strip_suffix('y').unwrap_or(word),
    }
}
