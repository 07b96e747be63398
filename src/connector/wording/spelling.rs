//! Misspelt words of English texts and their corrections, from the dictionary of the typos project.
//!
//! It lists misspellings, not words: what it does not know is never reported, so names and terms need no list.

use std::borrow::Cow;
use std::ops::Range;

use super::fingerprint::{BLOCKS, Packed, SHORTEST};
use super::{Traits, plain_words};

/// Sorted lines: the misspelling, a blank, and its corrections with commas between.
static MISSPELLINGS: &str = include_str!(concat!(env!("OUT_DIR"), "/misspellings.txt"));

/// A filter of all misspellings, as blocks of eight bytes.
static FILTER: &[u8; BLOCKS * 8] = include_bytes!(concat!(env!("OUT_DIR"), "/misspellings.filter"));

/// In the dictionary, but right: British, rare, or of another language and met in English texts too.
const RIGHT_WORDS: [&str; 48] = [
    "actie",
    "activite",
    "adres",
    "adresse",
    "adresses",
    "aktion",
    "alle",
    "allo",
    "automatico",
    "blok",
    "categorie",
    "cliente",
    "controle",
    "courrier",
    "departement",
    "descripcion",
    "direccion",
    "dokument",
    "ende",
    "entreprise",
    "exemple",
    "focusses",
    "funktion",
    "groupe",
    "identificativo",
    "informacion",
    "informatie",
    "konfiguration",
    "lokal",
    "lokale",
    "methode",
    "modell",
    "objekt",
    "objet",
    "oder",
    "parametre",
    "periode",
    "pris",
    "producto",
    "produkt",
    "projet",
    "projets",
    "quantite",
    "responsabile",
    "responsable",
    "sistem",
    "titel",
    "unaccessible",
];

/// Small words of other languages that no English text has: around them nothing can be said of spelling.
const FOREIGN_WORDS: [&str; 47] = [
    "auf", "aus", "av", "avec", "bei", "dans", "das", "della", "der", "des", "diese", "eine", "einen", "einer", "el",
    "en", "est", "et", "een", "het", "ikke", "ist", "las", "les", "los", "mit", "nicht", "och", "oder", "og", "para",
    "pela", "pelo", "pour", "que", "questo", "som", "sur", "til", "un", "una", "und", "une", "von", "voor", "wird",
    "zum",
];

/// A word that is not spelt so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misspelling<'t> {
    /// Where it is in the text.
    pub range: Range<usize>,
    pub word: &'t str,
    /// What it may be meant to be, the likeliest first, in the word's own capitals; at least one.
    pub corrections: Vec<String>,
}

/// Whether the word at this place of a text may be a misspelling; nearly always right, and cheap.
pub fn may_be_misspelt(text: &[u8], word: Range<usize>) -> bool {
    is_in_filter(Packed::of(text, word.start, word.end))
}

/// Likewise of a packed word.
pub(super) fn is_in_filter(word: Packed) -> bool {
    if word.length < SHORTEST {
        return false;
    }
    let (block, bits) = word.filter_bits();
    let block = FILTER.get(block * 8..).and_then(|blocks| blocks.first_chunk());
    block.is_some_and(|block| u64::from_le_bytes(*block) & bits == bits)
}

/// Whether a word is written as words are, and known to be misspelt.
pub(super) fn is_misspelt(word: &str) -> bool {
    is_spelt_out(word) && corrections(word).is_some()
}

/// The misspelt words among the plain words of an English text, in its order; none in other languages.
pub fn misspellings(text: &str) -> Vec<Misspelling<'_>> {
    let mut found = Vec::new();
    let (mut backticks, mut counted) = (0, 0);
    let may_be_misspelt = |word: &str| is_in_filter(Packed::of_word(word.as_bytes())) && is_spelt_out(word);
    for (range, word) in plain_words(text, may_be_misspelt) {
        let Some(corrections) = corrections(word) else { continue };
        backticks += text[counted..range.start].matches('`').count();
        counted = range.start;
        let is_code = backticks % 2 == 1;
        if !is_code {
            let corrections = corrections.split(',').map(|correction| in_case_of(word, correction)).collect();
            found.push(Misspelling { range, word, corrections });
        }
    }
    if !found.is_empty() && is_foreign(text) {
        found.clear();
    }
    found
}

/// The text with those misspellings mended that can be meant in one way only; costs little where there are none.
pub fn mended(text: &str) -> Cow<'_, str> {
    mended_with(text, Traits::of(text))
}

/// Likewise, of a text whose traits are known.
pub fn mended_with(text: &str, traits: Traits) -> Cow<'_, str> {
    if !traits.has(Traits::MISSPELLING) {
        return text.into();
    }
    let mut mended = Cow::Borrowed(text);
    for found in misspellings(text).into_iter().rev() {
        if let [correction] = found.corrections.as_slice() {
            mended.to_mut().replace_range(found.range, correction);
        }
    }
    mended
}

/// Whether a word is written as words in sentences are: in letters, with a capital only in front.
fn is_spelt_out(word: &str) -> bool {
    word.bytes().enumerate().all(|(at, byte)| byte.is_ascii_lowercase() || (at == 0 && byte.is_ascii_uppercase()))
}

fn is_foreign(text: &str) -> bool {
    text.split(|character: char| !character.is_alphanumeric()).any(|word| FOREIGN_WORDS.contains(&word))
}

fn in_case_of(word: &str, correction: &str) -> String {
    let mut correction = correction.to_owned();
    if word.starts_with(|first: char| first.is_ascii_uppercase())
        && let Some(first) = correction.get_mut(..1)
    {
        first.make_ascii_uppercase();
    }
    correction
}

/// The corrections of a word, in lower case and with commas between; `None` when it is not known to be misspelt.
fn corrections(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    if RIGHT_WORDS.contains(&word.as_str()) { None } else { listed(&word) }
}

/// What the dictionary has for a word in lower case.
fn listed(word: &str) -> Option<&'static str> {
    // Lines are short: looking at their bytes one by one is quicker than what searches long texts.
    let is_end = |byte: &u8| *byte == b'\n';
    let mut rest = MISSPELLINGS;
    while !rest.is_empty() {
        let bytes = rest.as_bytes();
        let start = bytes[..bytes.len() / 2].iter().rposition(is_end).map_or(0, |end| end + 1);
        let end = start + bytes[start..].iter().position(is_end)?;
        let gap = start + bytes[start..end].iter().position(|byte| *byte == b' ')?;
        match word.cmp(&rest[start..gap]) {
            std::cmp::Ordering::Equal => return rest.get(gap + 1..end),
            std::cmp::Ordering::Less => rest = &rest[..start],
            std::cmp::Ordering::Greater => rest = &rest[end + 1..],
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        misspellings(text).into_iter().map(|found| (found.word, found.corrections.join(" or "))).collect()
    }

    #[test]
    fn misspelt_words_are_found_in_sentences() {
        assert_eq!(found("Retreive the adress."), [("Retreive", "Retrieve".into()), ("adress", "address".into())]);
        assert_eq!(found("Check wether it rains"), [("wether", "weather or whether".into())]);
    }

    #[test]
    fn names_code_and_other_languages_are_left_alone() {
        for text in [
            "ADRESS, adressId, adress_id, adress.id and /adress in https://contoso.com/adress",
            "Call `set adress to null` of {adress}",
            "Die Addresse und das Produkt",
            "Retrieve the address of the Kontoso tenant.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn the_lines_of_the_dictionary_are_found_and_pass_the_filter() {
        let last = MISSPELLINGS.lines().next_back();
        for line in MISSPELLINGS.lines().step_by(97).chain(last) {
            let (word, expected) = line.split_once(' ').expect("a word and its corrections");
            assert_eq!(corrections(word), Some(expected));
            assert!(is_in_filter(Packed::of_word(word.as_bytes())), "{word}");
        }
        assert_eq!(corrections("a"), None);
        assert_eq!(corrections("zzzz"), None);
    }

    #[test]
    fn right_words_are_in_the_dictionary() {
        assert!(RIGHT_WORDS.iter().all(|word| listed(word).is_some()), "a right word needs no entry");
    }
}
