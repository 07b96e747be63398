//! What differs between the published connector and the one that is submitted, as far as a pull request tells it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::connector::{Connector, Role};
use crate::version::number::{self, Number, Step};
use crate::version::{self, Change, Class, Severity};

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
    /// Each with what it means for flows.
    pub breaking: Vec<String>,
    /// Changes of the connector as a whole, those that break nothing.
    pub of_connector: Vec<String>,
    /// Operations, by what makers know them by.
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
    /// Whether something changed that calls for another version: not only a readme.
    needs_version: bool,
}

/// Why an update should not be submitted as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// It breaks flows; what does is in the update.
    Breaking,
    /// The version is the published one, or lower.
    VersionNotRaised,
}

impl Update {
    /// Compares the published connector with the new one.
    pub fn of(published: &Connector, new: &Connector) -> Self {
        let changes = version::compare(published, new);
        let class = version::Update::of(published, new).class;
        let old_version = version_of(published);
        let step = Step::of(&changes);
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
        update.tell(&changes);
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
            if change.is_breaking() {
                let meaning = change.meaning().map_or_else(String::new, |meaning| format!(": {meaning}"));
                self.breaking.push(on_one_line(&format!("{}{meaning}", change.message)));
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
        let breaking = (!self.breaking.is_empty()).then_some(Objection::Breaking);
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

    /// `3 breaking changes`.
    pub fn breaking_count(&self) -> String {
        match self.breaking.len() {
            1 => "1 breaking change".to_owned(),
            count => format!("{count} {} changes", Severity::Breaking.name()),
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
    use crate::connector::files::Memory;

    fn connector(version: &str, operations: &[&str], readme: &str) -> Connector {
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
        Connector::load(&Memory::new(files)).unwrap()
    }

    #[test]
    fn an_update_is_told_by_operation() {
        let update = Update::of(&connector("1.0", &["A", "B"], ""), &connector("1.0", &["B", "C"], ""));
        assert_eq!(
            (update.added.as_slice(), update.removed.as_slice()),
            (&["Do C (C)".to_owned()][..], &["Do A (A)".to_owned()][..])
        );
        assert!(update.changed.is_empty());
        assert_eq!(update.class, "major");
        assert_eq!(update.breaking_count(), "1 breaking change");
        assert_eq!(update.objections(), [Objection::Breaking, Objection::VersionNotRaised]);
    }

    #[test]
    fn a_version_must_go_up_with_the_connector() {
        let objections = |old: &Connector, new: &Connector| Update::of(old, new).objections();
        let old = connector("1.0", &["A"], "old");
        assert_eq!(objections(&old, &connector("1.1", &["A", "B"], "")), []);
        assert_eq!(objections(&old, &connector("0.9", &["A", "B"], "")), [Objection::VersionNotRaised]);
        assert_eq!(objections(&old, &connector("1.0", &["A"], "new")), []);
        assert_eq!(objections(&connector("x", &["A"], ""), &connector("y", &["A", "B"], "")), []);
    }
}
