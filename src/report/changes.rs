//! Changes between two versions on stdout: one file for each format.
//!
//! Knows what a comparison found; compares nothing itself.

mod human;
mod json;
mod markdown;
mod sarif;

use std::io::{self, Write};

use serde::Serialize;

use super::Location;
use crate::check::Review;
use crate::project::Project;
use crate::text::Place;
use crate::version::{Change, Severity, Update};

/// A format of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// By operation, with both places
    Human,
    /// One JSON document, version 1
    Json,
    /// For a pull request or release notes
    Markdown,
    /// SARIF 2.1.0, for code scanning and editors: a result for each change, with both places
    Sarif,
}

/// `contoso/apiDefinition.swagger.json:12:5`; without a position in what is no text.
pub fn place(project: &Project, place: Place) -> String {
    let Location { path, range } = Location::of(project, place);
    match range {
        Some((start, _)) => format!("{path}:{start}"),
        None => path,
    }
}

/// The version numbers of an update.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Numbers {
    pub old: Option<String>,
    pub new: Option<String>,
    /// What should come after the old one; `None` without changes, or where it cannot be counted up.
    pub proposed: Option<String>,
    /// `major`, `minor` or `patch`.
    pub step: Option<&'static str>,
}

/// Everything that a comparison found.
#[derive(Debug)]
pub struct Comparison {
    pub old: Project,
    pub new: Project,
    pub review: Review,
    pub numbers: Numbers,
}

/// How many changes there are of each severity, and what they come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Counts {
    breaking: usize,
    risky: usize,
    safe: usize,
    /// Of the risky ones those that a published connector is held to.
    locked: usize,
    /// What `connkit.json` allows.
    allowed: usize,
    /// What stands in the way of an update.
    refused: usize,
}

impl Counts {
    fn of(changes: &[Change]) -> Self {
        let count = |severity| changes.iter().filter(|change| change.severity == severity).count();
        Self {
            breaking: count(Severity::Breaking),
            risky: count(Severity::Risky),
            safe: count(Severity::Safe),
            locked: changes.iter().filter(|change| change.is_locked()).count(),
            allowed: changes.iter().filter(|change| change.allowed.is_some()).count(),
            refused: changes.iter().filter(|change| change.is_refused()).count(),
        }
    }

    /// `2 breaking, 1 locked, 1 risky, 4 safe; 1 is allowed`.
    fn told(self) -> String {
        let parts = [
            (self.breaking, "breaking"),
            (self.locked, "locked"),
            (self.risky.saturating_sub(self.locked), "risky"),
            (self.safe, "safe"),
        ];
        let parts: Vec<String> =
            parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        match self.allowed {
            _ if parts.is_empty() => "no changes".to_owned(),
            0 => parts.join(", "),
            1 => format!("{}; 1 is allowed", parts.join(", ")),
            many => format!("{}; {many} are allowed", parts.join(", ")),
        }
    }
}

/// Changes of one operation, or of the connector as a whole.
struct Group<'c> {
    /// The summary and id of the operation.
    operation: Option<(&'c str, &'c str)>,
    changes: Vec<&'c Change>,
}

impl<'c> Group<'c> {
    /// Groups changes by the first operation that they reach; they are in order already.
    fn all(changes: &'c [Change]) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for change in changes {
            let operation = change.uses.first().map(|used| (used.summary.as_str(), used.operation.as_str()));
            match groups.last_mut().filter(|group| group.operation == operation) {
                Some(group) => group.changes.push(change),
                None => groups.push(Self { operation, changes: vec![change] }),
            }
        }
        groups
    }
}

/// The other operations that a change reaches: `Get item, Add item and 3 more`; empty where there are none.
fn others(change: &Change) -> String {
    const MOST: usize = 3;
    let names: Vec<&str> = change.uses.iter().skip(1).map(|used| used.operation.as_str()).collect();
    match names.len().checked_sub(MOST) {
        Some(more) if more > 0 => format!("{} and {more} more", names[..MOST].join(", ")),
        _ => names.join(", "),
    }
}

/// `major update: 6 to 10 weeks`.
fn update_line(update: &Update) -> String {
    match update.class.weeks() {
        Some((least, most)) => format!("{} update: {least} to {most} weeks until it is deployed", update.class.name()),
        None => "nothing to submit".to_owned(),
    }
}

/// What the version number should be, where that is known and not so yet.
fn version_line(numbers: &Numbers) -> Option<String> {
    let (old, proposed, step) = (numbers.old.as_ref()?, numbers.proposed.as_ref()?, numbers.step?);
    let new = numbers.new.as_deref().unwrap_or_default();
    if new == old {
        Some(format!("the version is still `{old}`; `connkit bump {step}` makes it `{proposed}`"))
    } else {
        Some(format!("the version goes from `{old}` to `{new}`; these changes call for `{proposed}` ({step})"))
    }
}

/// Text out of a document that cannot play tricks on a terminal.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Writes a comparison in a format.
pub fn write(format: Format, out: &mut impl Write, comparison: &Comparison, unfolded: bool) -> io::Result<()> {
    match format {
        Format::Human => human::write(out, comparison, unfolded),
        Format::Json => json::write(out, comparison),
        Format::Markdown => markdown::write(out, comparison),
        Format::Sarif => sarif::write(out, comparison),
    }
}
