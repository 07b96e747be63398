//! Whether an update is minor or major to Microsoft: by which members of which files the two versions differ.
//!
//! Compares the files as they are written (order of members aside), not what they mean: a schema that moves into
//! `definitions` changes nothing for flows, and makes the update major all the same.

use std::borrow::Cow;

use foldhash::HashMap;
use serde::Serialize;

use super::change::{At, Spot};
use crate::connector::shape::Shape;
use crate::connector::shapes::Shapes;
use crate::connector::{Connector, Role};
use crate::json::{Document, Node};

/// How Microsoft handles an update (requirement 14.2); it has the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum UpdateClass {
    /// Nothing to submit.
    None,
    Minor,
    Major,
}

impl UpdateClass {
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// How long it takes from submission to deployment, as Microsoft says.
    pub fn weeks(self) -> Option<(u32, u32)> {
        match self {
            Self::None => None,
            Self::Minor => Some((4, 5)),
            Self::Major => Some((6, 10)),
        }
    }
}

/// One place at which files differ in a way that makes an update major.
#[derive(Clone, Debug)]
pub struct Reason {
    pub role: Role,
    pub old: Option<Spot>,
    pub new: Option<Spot>,
}

/// The class of an update, with everything that makes it major.
#[derive(Clone, Debug)]
pub struct Update {
    pub class: UpdateClass,
    pub reasons: Vec<Reason>,
}

impl Update {
    /// Compares the files of two versions; what a side that is no folder does not hold is not compared.
    pub fn of(old: &Connector, new: &Connector) -> Self {
        let mut comparison = Comparison { differs: false, reasons: Vec::new() };
        for role in [Role::Definition, Role::Properties] {
            match (old.document(role), new.document(role)) {
                (Some(before), Some(after)) => comparison.documents(role, before, after),
                (None, None) => {}
                _ if old.is_folder() && new.is_folder() => comparison.major(role, None, None),
                _ => {}
            }
        }
        if old.is_folder() && new.is_folder() {
            for role in [Role::Script, Role::Icon, Role::Readme, Role::Intro] {
                let (before, after) = (old.artifact(role), new.artifact(role));
                if before.map(super::contents) != after.map(super::contents) {
                    comparison.differs = true;
                    if role == Role::Script {
                        comparison.major(role, None, None);
                    }
                }
            }
        }
        let class = match (comparison.differs, comparison.reasons.is_empty()) {
            (false, _) => UpdateClass::None,
            (true, true) => UpdateClass::Minor,
            (true, false) => UpdateClass::Major,
        };
        Self { class, reasons: comparison.reasons }
    }
}

struct Comparison {
    differs: bool,
    reasons: Vec<Reason>,
}

impl Comparison {
    fn major(&mut self, role: Role, old: Option<Spot>, new: Option<Spot>) {
        self.differs = true;
        self.reasons.push(Reason { role, old, new });
    }

    fn documents(&mut self, role: Role, old: &Document, new: &Document) {
        let root = if role == Role::Definition { Shape::Root } else { Shape::PropertiesRoot };
        let shapes = Shapes::of(new, root);
        let old_shapes = Shapes::of(old, root);
        let mut walk = Walk { role, shapes: (&old_shapes, &shapes), comparison: self };
        walk.values(old.root(), new.root());
    }
}

struct Walk<'w> {
    role: Role,
    shapes: (&'w Shapes<'w>, &'w Shapes<'w>),
    comparison: &'w mut Comparison,
}

impl Walk<'_> {
    /// Depth is bounded by the parser, so recursion is.
    fn values(&mut self, old: Node<'_>, new: Node<'_>) {
        match (old.is_object(), new.is_object()) {
            (true, true) => self.members(old, new),
            _ if old.is_array() && new.is_array() && old.children().count() == new.children().count() => {
                for (before, after) in old.children().zip(new.children()) {
                    self.values(before, after);
                }
            }
            _ if old.same_value(new) => {}
            _ => self.difference(At::there(old), At::there(new)),
        }
    }

    fn members(&mut self, old: Node<'_>, new: Node<'_>) {
        let mut others: HashMap<Cow<'_, str>, Node<'_>> =
            new.children().filter_map(|node| Some((node.key()?, node))).collect();
        for before in old.children() {
            match before.key().and_then(|key| others.remove(&key)) {
                Some(after) => self.values(before, after),
                None => self.difference(At::there(before), At::missing(new)),
            }
        }
        let mut left: Vec<Node<'_>> = others.into_values().collect();
        left.sort_by_key(|node| node.index());
        for after in left {
            self.difference(At::missing(old), At::there(after));
        }
    }

    fn difference(&mut self, old: At<'_>, new: At<'_>) {
        self.comparison.differs = true;
        let is_minor = if new.exists { is_minor(new.node, self.shapes.1) } else { is_minor(old.node, self.shapes.0) };
        if !is_minor {
            self.comparison.major(self.role, Some(old.spot()), Some(new.spot()));
        }
    }
}

/// Whether a member is one of those that a minor update may touch.
fn is_minor(node: Node<'_>, shapes: &Shapes<'_>) -> bool {
    let Some(parent) = node.parent() else { return false };
    let shape = shapes.shape(parent);
    let key = node.key().unwrap_or_default();
    match shape {
        // The version has to change with every update.
        Shape::Info => matches!(&*key, "description" | "contact" | "version"),
        Shape::Contact => true,
        Shape::Operation => matches!(&*key, "description" | "summary"),
        Shape::Response | Shape::NotificationContent | Shape::Schema => key == "description",
        _ if shapes.shape(node.document().root()) == Shape::PropertiesRoot => {
            matches!(&*key, "description" | "tooltip" | "iconBrandColor" | "publisher" | "stackOwner")
        }
        _ => false,
    }
}
