//! Which phrases a text mentions, whatever case, punctuation, order and small words.
//!
//! A line mentions a phrase when it has all words of it, singular or plural. For each phrase only the lines with its rarest
//! word are looked at, and only [`MAX_LINES`] of them.

use std::collections::{HashMap, HashSet};

use super::{Markdown, simplified};

/// Where so many lines have even the rarest word of a phrase, the phrase counts as mentioned.
const MAX_LINES: usize = 256;

/// Words that summaries have and lists leave out.
const SMALL_WORDS: [&str; 6] = ["a", "an", "the", "of", "to", "by"];

/// The words of the lines that a reader sees.
#[derive(Debug)]
pub struct Mentions {
    lines: Vec<HashSet<String>>,
    /// For each word, the lines that have it.
    places: HashMap<String, Vec<usize>>,
}

impl Mentions {
    /// Reads the text of a Markdown file, its code included and its comments left out.
    pub fn of(text: &str, markdown: &Markdown) -> Self {
        let mut mentions = Self { lines: Vec::new(), places: HashMap::new() };
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
            let words = words_of(line);
            for word in &words {
                self.places.entry(word.clone()).or_default().push(self.lines.len());
            }
            self.lines.push(words);
        }
    }

    /// Whether a line has all words of the phrase; an empty phrase is everywhere.
    pub fn has(&self, phrase: &str) -> bool {
        let words = words_of(phrase);
        let places = words.iter().map(|word| self.places.get(word).map_or(&[][..], Vec::as_slice));
        let Some(rarest) = places.min_by_key(|places| places.len()) else { return true };
        rarest.len() > MAX_LINES || rarest.iter().any(|line| words.is_subset(&self.lines[*line]))
    }
}

fn words_of(text: &str) -> HashSet<String> {
    let simple = simplified(text);
    let words = simple.split(' ').filter(|word| !word.is_empty() && !SMALL_WORDS.contains(word));
    words.map(|word| singular(word).to_owned()).collect()
}

/// The word without the `s` of a plural or of a third person.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem.strip_suffix("ie").unwrap_or(stem),
        _ => word.strip_suffix('y').unwrap_or(word),
    }
}
