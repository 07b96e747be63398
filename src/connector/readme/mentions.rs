//! Which phrases a text mentions, whatever case and punctuation.
//!
//! Looks up stretches of as many words as the phrases have, so the cost is linear in the text for each length of phrase.

use std::collections::{HashMap, HashSet};

use super::{Markdown, simplified};

/// Longer phrases are looked for by their first words only.
const MAX_WORDS: usize = 24;

/// The words of a text that a reader sees.
#[derive(Debug)]
pub struct Mentions {
    words: Vec<String>,
    /// For each length that was asked for, all stretches of that length.
    stretches: HashMap<usize, HashSet<String>>,
}

impl Mentions {
    /// Reads the text of a Markdown file, its code included and its comments left out.
    pub fn of(text: &str, markdown: &Markdown) -> Self {
        let mut words = Vec::new();
        let mut at = 0;
        for comment in markdown.comments() {
            words.extend(words_of(text.get(at..comment.start as usize).unwrap_or_default()));
            at = comment.end as usize;
        }
        words.extend(words_of(text.get(at..).unwrap_or_default()));
        Self { words, stretches: HashMap::new() }
    }

    /// Whether the words of the phrase follow one another somewhere; an empty phrase is everywhere.
    pub fn has(&mut self, phrase: &str) -> bool {
        let phrase: Vec<String> = words_of(phrase).take(MAX_WORDS).collect();
        let (length, words) = (phrase.len(), &self.words);
        if length == 0 {
            return true;
        }
        let stretches = self
            .stretches
            .entry(length)
            .or_insert_with(|| words.windows(length).map(|stretch| stretch.join(" ")).collect());
        stretches.contains(&phrase.join(" "))
    }
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    let simple = simplified(text);
    simple.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>().into_iter()
}
