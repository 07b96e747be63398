//! Labels that tell who uses the shared part that a finding is in: worked out when a finding is shown, and only then.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use foldhash::HashMap;

use crate::connector::definition::uses::{Uses, part_of};
use crate::connector::{Connector, Role};
use crate::finding::{Finding, Label};
use crate::json::{Document, Node};
use crate::project::Project;

/// So many users are shown; the others are counted.
const MOST_LABELS: usize = 3;

pub(super) struct UseLabels<'p> {
    connector: &'p Connector,
    definition: Option<&'p Document>,
    uses: OnceCell<Uses<'p>>,
    /// By number of a shared part: many findings are in the same one.
    known: RefCell<HashMap<u32, Rc<[Label]>>>,
}

impl<'p> UseLabels<'p> {
    pub fn new(project: &'p Project) -> Self {
        let connector = &project.connector;
        Self {
            connector,
            definition: connector.document(Role::Definition),
            uses: OnceCell::new(),
            known: RefCell::default(),
        }
    }

    /// The shared part of the definition that a finding is in.
    pub fn part(&self, finding: &Finding) -> Option<Node<'p>> {
        let document = self.definition?;
        if document.root().place().file != finding.place.file {
            return None;
        }
        part_of(finding.node(self.connector)?)
    }

    /// One for each of the first few users.
    pub fn of(&self, finding: &Finding) -> Rc<[Label]> {
        let Some((document, part)) = self.definition.zip(self.part(finding)) else { return Rc::default() };
        let mut known = self.known.borrow_mut();
        Rc::clone(known.entry(part.index()).or_insert_with(|| self.labels(document, part)))
    }

    fn labels(&self, document: &'p Document, part: Node<'p>) -> Rc<[Label]> {
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
        labels.into()
    }
}
