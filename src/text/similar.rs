//! "Did you mean": finds the name that a misspelt one most likely stands for. Knows nothing about what names mean.

/// Longer names than this are not compared: nobody misspells a paragraph.
const MAX_LENGTH: usize = 100;

/// The candidate that differs least from a word, if it is close: one slip in four letters, at most three. Names that
/// differ only in case are closest of all.
pub fn most_similar<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let allowed = (word.len() / 4).clamp(1, 3);
    if word.len() < 3 || word.len() > MAX_LENGTH {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.len().abs_diff(word.len()) > allowed {
            continue;
        }
        let distance = strsim::osa_distance(&word, &candidate.to_lowercase());
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::most_similar;

    #[test]
    fn slips_of_the_keyboard_are_seen_through() {
        let names = ["x-ms-summary", "x-ms-visibility", "description"];
        assert_eq!(most_similar("x-ms-sumamry", names), Some("x-ms-summary"));
        assert_eq!(most_similar("X-MS-VISIBILITY", names), Some("x-ms-visibility"));
        assert_eq!(most_similar("descripton", names), Some("description"));
    }

    #[test]
    fn other_words_are_left_alone() {
        assert_eq!(most_similar("x-ms-secret", ["x-ms-summary"]), None);
        assert_eq!(most_similar("id", ["in"]), None);
        assert_eq!(most_similar("website", ["publisher", "capabilities"]), None);
    }
}
