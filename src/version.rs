//! Versions: what changed between two connectors, what that does to flows, and what number comes next.
//!
//! Compares two connectors as values; where they come from (folder, git, bundle) is not known here. Nothing is written:
//! bumps and revisions are edits that somebody else applies.

pub mod bump;
mod change;
mod class;
pub mod number;
mod operations;
mod properties;
pub mod revision;
mod schemas;
mod side;
mod update;
mod whole;

use std::cmp::Reverse;

pub use change::{Change, Spot, Use};
pub use class::{Class, Facts, Severity};

pub use update::{Reason, Update, UpdateClass};

use change::{At, Collector, Draft};
use side::Side;

use crate::connector::properties::Properties;
use crate::connector::{Artifact, Connector, Role};
use crate::finding::Level;
use crate::json::Node;
use crate::text::{Place, Span};

/// Every difference between two versions of a connector, each once: those of the connector as a whole first, then by
/// operation in the order of the new definition, the gravest first.
pub fn compare(old: &Connector, new: &Connector) -> Vec<Change> {
    let mut collector = Collector::default();
    let properties =
        (old.document(Role::Properties).map(Properties::of), new.document(Role::Properties).map(Properties::of));
    let mut known_operations = None;
    if let (Some(before), Some(after)) = (old.document(Role::Definition), new.document(Role::Definition)) {
        let roots = (before.root(), after.root());
        for (which, document) in [("old", before), ("new", after)] {
            if document.is_damaged() {
                let message = format!("the {which} definition has syntax errors: changes may be missing here");
                incomplete(&mut collector, roots, message);
            }
        }
        let (before, after) = (Side::of(before), Side::of(after));
        whole::compare(&before, &after, (properties.0.as_ref(), properties.1.as_ref()), &mut collector);
        if let Some(message) = operations::compare(&before, &after, &mut collector) {
            incomplete(&mut collector, roots, message.to_owned());
        }
        known_operations = Some(before);
    }
    if let (Some(before), Some(after)) = &properties {
        let is_known = |id: &str| known_operations.as_ref().is_none_or(|side| side.definition.operation(id).is_some());
        properties::compare(before, after, &is_known, &mut collector);
    }
    let mut changes = collector.changes;
    for (role, class) in [
        (Role::Script, Class::ScriptChanged),
        (Role::Icon, Class::IconChanged),
        (Role::Readme, Class::ReadmeChanged),
        (Role::Intro, Class::IntroChanged),
    ] {
        changes.extend(file(old, new, role, class));
    }
    for change in &mut changes {
        change.uses.sort_by_key(|used| used.rank);
        change.level = change.class.rule().levels[0].min(change.ceiling());
    }
    changes.sort_by(|left, right| sort_key(left).cmp(&sort_key(right)));
    changes
}

type SortKey<'c> = (Option<usize>, Reverse<Severity>, Option<&'c Spot>, Option<&'c Spot>, Class, &'c str);

fn sort_key(change: &Change) -> SortKey<'_> {
    let rank = change.uses.first().map(|used| used.rank);
    (rank, Reverse(change.severity), change.new.as_ref(), change.old.as_ref(), change.class, &change.message)
}

fn incomplete(collector: &mut Collector, (old, new): (Node<'_>, Node<'_>), message: String) {
    let (old, new) = (At::there(old), At::there(new));
    collector.add(&Draft::new(Class::ComparisonIncomplete, "", message, old, new), "");
}

/// A file that is compared as a whole; a side that is no folder says nothing about it.
fn file(old: &Connector, new: &Connector, role: Role, class: Class) -> Option<Change> {
    if !old.is_folder() || !new.is_folder() {
        return None;
    }
    let (before, after) = (old.artifact(role), new.artifact(role));
    let verb = match (before, after) {
        (None, None) => return None,
        (Some(before), Some(after)) if same_contents(before, after) => return None,
        (Some(_), Some(_)) => "is another",
        (None, Some(_)) => "is new",
        (Some(_), None) => "is gone",
    };
    let spot = |artifact: &Artifact| Spot {
        place: Place { file: artifact.id, span: Span::at(0) },
        pointer: None,
        exists: true,
    };
    Some(Change {
        class,
        severity: class.facts().severity,
        message: format!("the {role} {verb}"),
        uses: Vec::new(),
        old: before.map(spot),
        new: after.map(spot),
        values: None,
        detector: None,
        level: Level::Off,
        allowed: None,
    })
}

/// Whether two artifacts hold the same; line ends of texts do not count.
pub fn same_contents(left: &Artifact, right: &Artifact) -> bool {
    contents(left) == contents(right)
}

/// What counts of a file's content.
fn contents(artifact: &Artifact) -> Vec<u8> {
    match artifact.text() {
        Some(text) => text.as_str().lines().flat_map(|line| [line.trim_end(), "\n"]).collect::<String>().into_bytes(),
        None => artifact.bytes().unwrap_or_default().to_vec(),
    }
}
