//! What a project makes of the changes since an older version: how much each weighs, and which it allows.
//!
//! Compares nothing itself, and reads nothing: both versions are given.

use foldhash::HashSet;

use super::judge::{Choice, apply_allows};
use crate::config::{Allow, rule_named};
use crate::connector::{Artifact, Connector, Role};
use crate::finding::{At, Finding};
use crate::json::Document;
use crate::project::Project;
use crate::rule::Check;
use crate::text::{FileId, Span};
use crate::version::{self, Change, Class, Spot, Update};

/// The changes since an older version, as a project weighs them.
#[derive(Clone, Debug)]
pub struct Review {
    /// All of them, with their levels and the reasons for which some are allowed.
    pub changes: Vec<Change>,
    pub update: Update,
    /// What is wrong with the entries of `allow` that are about changes.
    pub about_allows: Vec<Finding>,
}

/// The ids of operations by what happened to them, in the order of the changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operations {
    pub added: Vec<String>,
    /// In any way that is told; by the new id.
    pub changed: Vec<String>,
    pub removed: Vec<String>,
}

impl Review {
    /// The changes that stand in the way of an update: errors that the project does not allow.
    pub fn refused(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.is_refused())
    }

    pub fn operations(&self) -> Operations {
        let mut operations = Operations::default();
        let mut told = <[HashSet<&String>; 3]>::default();
        for change in &self.changes {
            let (list, told) = match change.class {
                Class::OperationAdded => (&mut operations.added, &mut told[0]),
                Class::OperationDeleted => (&mut operations.removed, &mut told[1]),
                _ => (&mut operations.changed, &mut told[2]),
            };
            let news = change.uses.iter().map(|used| &used.operation).filter(|id| told.insert(*id));
            list.extend(news.cloned());
        }
        operations
    }
}

/// Compares an older version with a project, and weighs what changed by the project's levels and allows.
pub fn review(old: &Connector, project: &Project, choice: &Choice<'_>) -> Review {
    let mut changes = weighed(old, project);
    let is_about_changes =
        |allow: &&Allow| rule_named(allow.rule).is_some_and(|rule| matches!(rule.check, Check::Change));
    let allows: Vec<&Allow> = project.configuration.allows.iter().filter(is_about_changes).collect();
    let (_, about_allows) = apply_allows(project, choice, &allows, &mut Vec::new(), Some(&mut changes));
    Review { changes, update: Update::of(old, &project.connector), about_allows }
}

fn weighed(old: &Connector, project: &Project) -> Vec<Change> {
    let mut changes = version::compare(old, &project.connector);
    for change in &mut changes {
        change.level = project.level(change.class.rule()).min(change.ceiling());
    }
    changes
}

/// The changes that can be reported beside other findings: of a damaged definition only that it cannot be compared.
pub(super) fn reliable_changes(old: &Connector, project: &Project) -> Vec<Change> {
    let mut changes = weighed(old, project);
    let is_damaged = |connector: &Connector| connector.document(Role::Definition).is_some_and(Document::is_damaged);
    if is_damaged(old) || is_damaged(&project.connector) {
        changes.retain(|change| change.class == Class::ComparisonIncomplete);
    }
    changes
}

/// A change as a finding in the new version, at the place itself or where it is missing.
pub fn change_finding(project: &Project, change: &Change) -> Finding {
    let at = match &change.new {
        Some(spot) => shown_at(project, spot),
        // A file that is gone is told where the connector begins.
        None => {
            let first = project.connector.artifacts().first();
            At::span(first.map_or_else(FileId::default, |first| first.id), Span::at(0))
        }
    };
    let message = match change.meaning() {
        Some(meaning) => format!("{}; {meaning}", change.message),
        None => change.message.clone(),
    };
    let mut finding = Finding::new(change.class.rule(), at, message.into());
    if let Some(remedy) = change.remedy() {
        finding.help(remedy);
    }
    finding.settle(change.level, change.level);
    finding
}

/// The place by which people find a spot: of objects and lists the key, not all that they hold.
fn shown_at(project: &Project, spot: &Spot) -> At {
    let document = project.connector.file(spot.place.file).and_then(Artifact::document);
    let node = document.zip(spot.pointer.as_deref()).and_then(|(document, pointer)| document.at(pointer));
    match node {
        Some(node) if node.parent().is_none() => At::span(spot.place.file, Span::at(spot.place.span.start as usize)),
        Some(node) if node.is_object() || node.is_array() => At::key(node),
        Some(node) => node.into(),
        None => spot.place.into(),
    }
}
