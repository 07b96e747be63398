//! Labels that tell who uses the shared part that a finding is in: worked out when a finding is shown, and only then.

use std::cell::OnceCell;

use crate::connector::Role;
use crate::connector::definition::uses::{Uses, part_of};
use crate::finding::{Finding, Label};
use crate::json::Document;
use crate::project::Project;

/// So many users are shown; the others are counted.
const MOST_LABELS: usize = 3;

pub(super) struct UseLabels<'p> {
    definition: Option<&'p Document>,
    uses: OnceCell<Uses<'p>>,
}

impl<'p> UseLabels<'p> {
    pub fn new(project: &'p Project) -> Self {
        Self { definition: project.connector.document(Role::Definition), uses: OnceCell::new() }
    }

    /// The pointer of the shared part of the definition that a finding is in.
    pub fn part<'f>(&self, finding: &'f Finding) -> Option<&'f str> {
        let is_there = self.definition.is_some_and(|document| document.root().place().file == finding.place.file);
        finding.pointer.as_deref().filter(|_| is_there).and_then(part_of)
    }

    /// One for each of the first few users.
    pub fn of(&self, finding: &Finding) -> Vec<Label> {
        let Some((document, part)) = self.definition.zip(self.part(finding)) else { return Vec::new() };
        let uses = self.uses.get_or_init(|| Uses::of(document)).of_part(part);
        let mut labels: Vec<Label> = uses
            .iter()
            .take(MOST_LABELS)
            .map(|used| Label {
                place: used.reference.place(),
                message: format!("used by `{}`", used.user_label()).into(),
            })
            .collect();
        if let Some(last) = labels.last_mut().filter(|_| uses.len() > MOST_LABELS) {
            last.message.to_mut().push_str(&format!(", and by {} more", uses.len() - MOST_LABELS));
        }
        labels
    }
}
