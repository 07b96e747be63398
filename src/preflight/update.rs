//! What differs between the published connector and the one that is submitted, as far as a pull request tells it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::check::Review;
use crate::connector::{Connector, Role};
use crate::json::quote;
use crate::version::number::{self, Number, Step};
use crate::version::{Change, Class};

/// An update of a published connector.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Update {
    /// `minor` or `major`; `none` when nothing differs.
    pub class: &'static str,
    /// The least and most weeks until it is deployed.
    pub weeks: Option<(u32, u32)>,
    pub old_version: Option<String>,
    pub new_version: Option<String>,
    /// What the version should at least be.
    pub proposed_version: Option<String>,
    /// What breaks flows, or is locked in a published connector.
    pub breaking: Vec<Breaking>,
    /// Changes of the connector as a whole, those that break nothing.
    pub of_connector: Vec<String>,
    /// Operations, by what makers know them by.
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
    /// Whether something changed that calls for another version: not only a readme.
    needs_version: bool,
}

/// A change that publishers have to answer for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Breaking {
    pub class: Class,
    /// With what it means for flows.
    pub text: String,
    /// An operation that it reaches.
    pub operation: Option<String>,
    /// Why the project allows it.
    pub allowed: Option<String>,
    /// Flows keep working, but a published connector is held to what was before.
    pub is_locked: bool,
    pub is_refused: bool,
}

/// Why an update should not be submitted as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// Some of its breaking changes are refused.
    Breaking,
    /// The version is the published one, or lower.
    VersionNotRaised,
}

impl Update {
    /// Tells an update by the project's review of what changed since the published connector.
    pub fn of(published: &Connector, new: &Connector, review: &Review) -> Self {
        let (changes, class) = (&review.changes, review.update.class);
        let old_version = version_of(published);
        let step = Step::of(changes);
        let proposed_version = old_version.as_deref().zip(step).and_then(|(old, step)| number::next(old, step).ok());
        let mut update = Self {
            class: class.name(),
            weeks: class.weeks(),
            old_version,
            new_version: version_of(new),
            proposed_version,
            needs_version: changes.iter().any(|change| !is_aside(change.class)),
            ..Self::default()
        };
        update.tell(changes);
        update
    }

    fn tell(&mut self, changes: &[Change]) {
        let (mut added, mut removed) = (BTreeSet::new(), BTreeSet::new());
        for change in changes {
            let set = match change.class {
                Class::OperationAdded => &mut added,
                Class::OperationDeleted => &mut removed,
                _ => continue,
            };
            set.extend(change.uses.iter().map(|used| used.operation.as_str()));
        }
        for change in changes {
            if change.is_breaking() || change.is_locked() {
                self.breaking.push(Breaking::of(change));
            } else if change.uses.is_empty() && change.class != Class::VersionChanged {
                self.of_connector.push(on_one_line(&change.message));
            }
            for used in &change.uses {
                let list = if added.contains(used.operation.as_str()) {
                    &mut self.added
                } else if removed.contains(used.operation.as_str()) {
                    &mut self.removed
                } else {
                    &mut self.changed
                };
                let name = if used.summary == used.operation {
                    used.summary.clone()
                } else {
                    format!("{} ({})", used.summary, used.operation)
                };
                if !list.contains(&name) {
                    list.push(name);
                }
            }
        }
    }

    pub fn objections(&self) -> Vec<Objection> {
        let breaking = self.refused().next().map(|_| Objection::Breaking);
        let is_raised = match (&self.old_version, &self.new_version) {
            (Some(old), Some(new)) => match (Number::parse(old), Number::parse(new)) {
                (Some(before), Some(after)) => after.compare(&before).is_gt(),
                _ => old != new,
            },
            _ => true,
        };
        let version = (self.needs_version && !is_raised).then_some(Objection::VersionNotRaised);
        breaking.into_iter().chain(version).collect()
    }

    /// The breaking changes that the project does not allow.
    pub fn refused(&self) -> impl Iterator<Item = &Breaking> {
        self.breaking.iter().filter(|change| change.is_refused)
    }

    /// `3 breaking changes and 1 locked change`, of those that are refused.
    pub fn refused_count(&self) -> String {
        let told = [(false, "breaking"), (true, "locked")].map(|(is_locked, what)| {
            match self.refused().filter(|change| change.is_locked == is_locked).count() {
                0 => None,
                1 => Some(format!("1 {what} change")),
                count => Some(format!("{count} {what} changes")),
            }
        });
        told.into_iter().flatten().collect::<Vec<_>>().join(" and ")
    }
}

impl Breaking {
    fn of(change: &Change) -> Self {
        let meaning = change.meaning().map_or_else(String::new, |meaning| format!(": {meaning}"));
        Self {
            class: change.class,
            text: on_one_line(&format!("{}{meaning}", change.message)),
            operation: change.uses.first().map(|used| used.operation.clone()),
            allowed: change.allowed.as_deref().map(on_one_line),
            is_locked: !change.is_breaking(),
            is_refused: change.is_refused(),
        }
    }

    /// The entry of `allow` in `connkit.json` that would let it pass.
    pub fn allow_entry(&self) -> String {
        let rule = self.class.name();
        let reason = "why flows have to change";
        // Written by hand: its members stay in the order in which people read them.
        match self.operation.as_deref().map(quote) {
            Some(id) => format!(r#"{{ "rule": "{rule}", "operation": {id}, "reason": "{reason}" }}"#),
            None => format!(r#"{{ "rule": "{rule}", "reason": "{reason}" }}"#),
        }
    }
}

/// Names out of a definition may hold anything; an item of a list is one line.
fn on_one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a change of this class leaves the connector itself as it is.
fn is_aside(class: Class) -> bool {
    matches!(class, Class::VersionChanged | Class::ReadmeChanged | Class::IntroChanged | Class::IconChanged)
}

fn version_of(connector: &Connector) -> Option<String> {
    Some(connector.document(Role::Definition)?.root().get("info")?.str_member("version")?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Choice, review};
    use crate::connector::files::Memory;
    use crate::project::Project;
    use crate::publisher_kind::PublisherKind;

    fn project(version: &str, operations: &[&str], readme: &str) -> Project {
        let paths: serde_json::Map<String, serde_json::Value> = operations
            .iter()
            .map(|id| {
                let operation =
                    serde_json::json!({ "get": { "operationId": id, "summary": format!("Do {id}"), "responses": {} } });
                (format!("/{id}"), operation)
            })
            .collect();
        let definition = serde_json::json!({ "swagger": "2.0", "info": { "version": version }, "paths": paths });
        let files = [
            (Role::Definition.file_name().to_owned(), definition.to_string().into_bytes()),
            (Role::Readme.file_name().to_owned(), readme.as_bytes().to_vec()),
        ];
        Project::in_memory("new", Memory::new(files), PublisherKind::Verified).unwrap()
    }

    fn update(old: &Project, new: &Project) -> Update {
        Update::of(&old.connector, &new.connector, &review(&old.connector, new, &Choice::default()))
    }

    #[test]
    fn an_update_is_told_by_operation() {
        let update = update(&project("1.0", &["A", "B"], ""), &project("1.0", &["B", "C"], ""));
        assert_eq!(
            (update.added.as_slice(), update.removed.as_slice()),
            (&["Do C (C)".to_owned()][..], &["Do A (A)".to_owned()][..])
        );
        assert!(update.changed.is_empty());
        assert_eq!(update.class, "major");
        assert_eq!(update.refused_count(), "1 breaking change");
        assert_eq!(update.objections(), [Objection::Breaking, Objection::VersionNotRaised]);
    }

    #[test]
    fn a_version_must_go_up_with_the_connector() {
        let objections = |old: &Project, new: &Project| update(old, new).objections();
        let old = project("1.0", &["A"], "old");
        assert_eq!(objections(&old, &project("1.1", &["A", "B"], "")), []);
        assert_eq!(objections(&old, &project("0.9", &["A", "B"], "")), [Objection::VersionNotRaised]);
        assert_eq!(objections(&old, &project("1.0", &["A"], "new")), []);
        assert_eq!(objections(&project("x", &["A"], ""), &project("y", &["A", "B"], "")), []);
    }
}
