//! "Did you mean": which of several known names a mistaken one resembles.

/// A suggestion has at most one wrong letter in this many.
const LETTERS_FOR_ONE_WRONG: usize = 4;

/// At most this many letters may be wrong in a name that can only be a slip.
const SLIP_LETTERS: usize = 2;

/// Longer names resemble nothing: comparing two costs the product of their lengths.
const LONGEST_NAME: usize = 128;

/// A known name that a mistaken one resembles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike<'n> {
    pub name: &'n str,
    /// Whether so little differs that it can hardly be anything else.
    pub is_slip: bool,
}

/// The known name that is most like `name`; the first of equals. Letter case and word separators do not count.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<Alike<'n>> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let name = plain(name);
    let letters = name.chars().count();
    let mut best: Option<(Alike<'n>, usize, usize)> = None;
    for candidate in known.into_iter().filter(|candidate| candidate.len() <= LONGEST_NAME) {
        let other = plain(candidate);
        let other_letters = other.chars().count();
        let length = letters.max(other_letters);
        // The distance is at least the difference of the lengths.
        if letters.abs_diff(other_letters) * LETTERS_FOR_ONE_WRONG > length {
            continue;
        }
        let wrong = strsim::osa_distance(&name, &other);
        // Shares of wrong letters are compared without dividing.
        let is_better = best.is_none_or(|(_, least, of)| wrong * of < least * length);
        if wrong * LETTERS_FOR_ONE_WRONG <= length && is_better {
            best = Some((Alike { name: candidate, is_slip: wrong <= SLIP_LETTERS }, wrong, length));
        }
    }
    best.map(|(alike, ..)| alike)
}

/// The name that a mistaken key is meant to be: its first word where that is one of them, else what it resembles.
pub fn meant<'n>(key: &str, known: impl IntoIterator<Item = &'n str, IntoIter: Clone>) -> Option<&'n str> {
    let known = known.into_iter();
    let first_word = key.split(' ').next();
    known.clone().find(|name| first_word == Some(name)).or_else(|| nearest(key, known).map(|alike| alike.name))
}

/// How like two names are, from 0 to 1 for equal ones; long ones are not compared.
pub fn likeness(one: &str, other: &str) -> f64 {
    if one.len().max(other.len()) > LONGEST_NAME { 0.0 } else { strsim::jaro_winkler(one, other) }
}

fn plain(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '_' | ' ')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_tells_them_from_likeness() {
        let known = ["description", "basePath", "responses", "parameters"];
        assert_eq!(nearest("basepath", known), Some(Alike { name: "basePath", is_slip: true }));
        assert_eq!(nearest("desciption", known), Some(Alike { name: "description", is_slip: true }));
        assert_eq!(nearest("descpton", known), None);
        assert_eq!(nearest("desscriptionss", known), Some(Alike { name: "description", is_slip: false }));
        assert_eq!(nearest("nullable", known), None);
        assert_eq!(nearest(&"a".repeat(200), ["a".repeat(201).as_str()]), None);
    }

    #[test]
    fn long_names_are_like_nothing() {
        assert!(likeness("GetOrder", "GetOrders") > 0.9);
        assert!(likeness(&"a".repeat(2_000_000), &"a".repeat(2_000_001)) < 0.1);
    }
}
