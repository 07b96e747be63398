//! Version numbers as published connectors write them: `1.0`, `1.0.0`, `v1`, `8.3.4.0`.
//!
//! Counting up keeps the form: the letter before the number and how many parts there are.

use std::cmp::Ordering;

use anyhow::{Result, bail};

use super::{Change, Severity};

/// Which part of a number goes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Patch,
    Minor,
    Major,
}

impl Step {
    /// What the changes call for: something breaks, something is new, only details; `None` without changes.
    ///
    /// The version itself is no content.
    pub fn of(changes: &[Change]) -> Option<Self> {
        let content = changes.iter().filter(|change| change.class != super::Class::VersionChanged);
        content
            .map(|change| match change.severity {
                Severity::Breaking => Self::Major,
                _ if change.class.is_addition() => Self::Minor,
                Severity::Risky if !change.class.is_text() => Self::Minor,
                _ => Self::Patch,
            })
            .max()
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The index of the part that goes up in a number of so many parts: the last one where its own is missing.
    fn part(self, count: usize) -> usize {
        let wanted = match self {
            Self::Major => 0,
            Self::Minor => 1,
            Self::Patch => 2,
        };
        wanted.min(count - 1)
    }
}

/// A version that can be counted up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// `v`, `V` or nothing.
    letter: String,
    /// At least one.
    parts: Vec<u64>,
}

impl Number {
    /// Reads a version; `None` for what cannot be counted up, such as `latest` or a date.
    pub fn parse(text: &str) -> Option<Self> {
        const MOST_PARTS: usize = 4;
        let text = text.trim();
        let digits = text.trim_start_matches(['v', 'V']);
        let letter = text.strip_suffix(digits).filter(|letter| letter.len() <= 1)?;
        let parts: Vec<u64> = digits.split('.').map(part_of).collect::<Option<_>>()?;
        (parts.len() <= MOST_PARTS).then(|| Self { letter: letter.to_owned(), parts })
    }

    /// The next number; `None` at the end of what a part can hold.
    pub fn next(&self, step: Step) -> Option<Self> {
        let index = step.part(self.parts.len());
        let mut next = self.clone();
        for (position, part) in next.parts.iter_mut().enumerate() {
            match position.cmp(&index) {
                Ordering::Less => {}
                Ordering::Equal => *part = part.checked_add(1)?,
                Ordering::Greater => *part = 0,
            }
        }
        Some(next)
    }

    /// The same number in the form of another: its letter, and at least its parts where only zeros are missing.
    fn in_form_of(mut self, form: &Self) -> Self {
        self.letter.clone_from(&form.letter);
        while self.parts.len() > form.parts.len() && self.parts.last() == Some(&0) {
            self.parts.pop();
        }
        if self.parts.len() < form.parts.len() {
            self.parts.resize(form.parts.len(), 0);
        }
        self
    }

    /// Compares the numbers; missing parts are zeros, letters do not count.
    pub fn compare(&self, other: &Self) -> Ordering {
        let part = |number: &Self, index: usize| number.parts.get(index).copied().unwrap_or(0);
        (0..self.parts.len().max(other.parts.len()))
            .map(|index| part(self, index).cmp(&part(other, index)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

/// One part: digits only, and no zeros before them, which counting up would lose.
fn part_of(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'));
    if is_plain { text.parse().ok() } else { None }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<String> = self.parts.iter().map(u64::to_string).collect();
        write!(f, "{}{}", self.letter, parts.join("."))
    }
}

/// The version after `current`. Fails for versions that cannot be counted up.
pub fn next(current: &str, step: Step) -> Result<String> {
    let Some(next) = Number::parse(current).and_then(|number| number.next(step)) else {
        bail!("the version `{current}` cannot be counted up; name the next one, such as `connkit bump 1.0`");
    };
    Ok(next.to_string())
}

/// The version that the user named, in the form of `current`. Fails when it is no number or does not go up.
pub fn named(current: &str, wanted: &str) -> Result<String> {
    let Some(number) = Number::parse(wanted) else {
        bail!("`{wanted}` is no version; use `major`, `minor`, `patch`, `auto`, or a number such as `1.2` or `1.2.0`");
    };
    let Some(form) = Number::parse(current) else { return Ok(number.to_string()) };
    if number.compare(&form).is_le() {
        bail!("the version would go from `{current}` to `{wanted}`; it may only go up");
    }
    Ok(number.in_form_of(&form).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every version that occurs in published connectors, with what follows it.
    #[test]
    fn published_versions_are_counted_up() {
        for (current, patch, minor, major) in [
            ("1.0", "1.1", "1.1", "2.0"),
            ("1.0.0", "1.0.1", "1.1.0", "2.0.0"),
            ("1.1", "1.2", "1.2", "2.0"),
            ("2.0", "2.1", "2.1", "3.0"),
            ("v1", "v2", "v2", "v2"),
            ("1.1.0", "1.1.1", "1.2.0", "2.0.0"),
            ("3.0", "3.1", "3.1", "4.0"),
            ("2.0.0", "2.0.1", "2.1.0", "3.0.0"),
            ("1.2", "1.3", "1.3", "2.0"),
            ("9.5", "9.6", "9.6", "10.0"),
            ("1.3", "1.4", "1.4", "2.0"),
            ("1.0.1", "1.0.2", "1.1.0", "2.0.0"),
            ("1.4", "1.5", "1.5", "2.0"),
            ("4.0", "4.1", "4.1", "5.0"),
            ("v4", "v5", "v5", "v5"),
            ("v3", "v4", "v4", "v4"),
            ("v1.0", "v1.1", "v1.1", "v2.0"),
            ("1.2.0", "1.2.1", "1.3.0", "2.0.0"),
            ("v2", "v3", "v3", "v3"),
            ("1.8", "1.9", "1.9", "2.0"),
            ("2", "3", "3", "3"),
            ("1.0.5", "1.0.6", "1.1.0", "2.0.0"),
            ("8.3.4.0", "8.3.5.0", "8.4.0.0", "9.0.0.0"),
            ("0.1.1", "0.1.2", "0.2.0", "1.0.0"),
            ("1.0.2", "1.0.3", "1.1.0", "2.0.0"),
            ("1.2212.0.0", "1.2212.1.0", "1.2213.0.0", "2.0.0.0"),
            ("0.3.0", "0.3.1", "0.4.0", "1.0.0"),
            ("1.15.0", "1.15.1", "1.16.0", "2.0.0"),
            ("1.25.0", "1.25.1", "1.26.0", "2.0.0"),
            ("1.7", "1.8", "1.8", "2.0"),
            ("1.3.0", "1.3.1", "1.4.0", "2.0.0"),
            ("5.0", "5.1", "5.1", "6.0"),
            ("9.17.5", "9.17.6", "9.18.0", "10.0.0"),
            ("0.1.0", "0.1.1", "0.2.0", "1.0.0"),
            ("3.1.0", "3.1.1", "3.2.0", "4.0.0"),
            ("2.5", "2.6", "2.6", "3.0"),
            ("1.0.3.736", "1.0.4.0", "1.1.0.0", "2.0.0.0"),
            ("V2", "V3", "V3", "V3"),
            ("1.3.4", "1.3.5", "1.4.0", "2.0.0"),
            ("0.5", "0.6", "0.6", "1.0"),
            ("V1", "V2", "V2", "V2"),
            ("v1.1.1", "v1.1.2", "v1.2.0", "v2.0.0"),
            ("v2.0", "v2.1", "v2.1", "v3.0"),
            ("1.6", "1.7", "1.7", "2.0"),
            ("1.2.1", "1.2.2", "1.3.0", "2.0.0"),
            ("6.1", "6.2", "6.2", "7.0"),
            ("1.2.18", "1.2.19", "1.3.0", "2.0.0"),
            ("v2.1", "v2.2", "v2.2", "v3.0"),
            ("2.1", "2.2", "2.2", "3.0"),
            ("9.0", "9.1", "9.1", "10.0"),
            ("2.2.0", "2.2.1", "2.3.0", "3.0.0"),
            ("1.1.1", "1.1.2", "1.2.0", "2.0.0"),
            ("3.0.0", "3.0.1", "3.1.0", "4.0.0"),
        ] {
            assert_eq!(next(current, Step::Patch).ok().as_deref(), Some(patch), "{current}");
            assert_eq!(next(current, Step::Minor).ok().as_deref(), Some(minor), "{current}");
            assert_eq!(next(current, Step::Major).ok().as_deref(), Some(major), "{current}");
        }
    }

    #[test]
    fn what_is_no_number_is_not_counted_up() {
        for current in [
            "latest",
            "2021-10-01",
            "",
            "v",
            "vv1",
            "1.",
            ".1",
            "1..0",
            "1.01",
            "1.0-beta",
            "1.0.0.0.0",
            "99999999999999999999",
        ] {
            assert!(next(current, Step::Patch).is_err(), "{current}");
        }
        assert!(next("18446744073709551615", Step::Major).is_err());
    }

    #[test]
    fn named_versions_take_the_form_that_is_there() {
        for (current, wanted, expected) in [
            ("1.0", "2.0", Some("2.0")),
            ("1.0.0", "2.0", Some("2.0.0")),
            ("1.0", "1.0.1", Some("1.0.1")),
            ("v1", "2.0", Some("v2")),
            ("v1", "1.1", Some("v1.1")),
            ("v1.0", "1.1", Some("v1.1")),
            ("latest", "1.0", Some("1.0")),
            ("2021-10-01", "2.0.0", Some("2.0.0")),
            ("1.0", "1.0", None),
            ("1.0", "1.0.0", None),
            ("2.0", "1.9.9", None),
            ("1.10", "1.9", None),
            ("1.0", "next", None),
        ] {
            assert_eq!(named(current, wanted).ok().as_deref(), expected, "{current} {wanted}");
        }
    }
}
