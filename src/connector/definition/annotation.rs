//! `x-ms-api-annotation`: the status of the connector, and the families and revisions of operations. Judges nothing.

use std::borrow::Cow;

use foldhash::HashMap;

use super::{Definition, Operation};
use crate::json::Node;

/// The annotation of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Annotation<'a> {
    pub node: Node<'a>,
}

impl<'a> Annotation<'a> {
    /// The family, where it is a text that is not blank.
    pub fn family(self) -> Option<Node<'a>> {
        self.node.get("family").filter(|family| family.as_str().is_some_and(|name| !name.trim().is_empty()))
    }

    /// The revision; `null` is none.
    pub fn revision(self) -> Option<Node<'a>> {
        self.node.get("revision").filter(|revision| !revision.is_null())
    }

    pub fn status(self) -> Option<Node<'a>> {
        self.node.get("status")
    }

    /// Where it is an object.
    pub fn replacement(self) -> Option<Node<'a>> {
        self.node.get("replacement").filter(|replacement| replacement.is_object())
    }
}

/// Whether a status has this name; the platform ignores case.
pub fn is_status(status: Node<'_>, name: &str) -> bool {
    status.as_str().is_some_and(|text| text.eq_ignore_ascii_case(name))
}

/// The operations that are revisions of one another, in document order.
#[derive(Debug)]
pub struct Family<'d, 'a> {
    pub name: Cow<'a, str>,
    pub members: Vec<(&'d Operation<'a>, Annotation<'a>)>,
}

impl<'a> Operation<'a> {
    /// What `x-ms-api-annotation` says, where it is an object.
    pub fn annotation(&self) -> Option<Annotation<'a>> {
        self.api_annotation.filter(|node| node.is_object()).map(|node| Annotation { node })
    }
}

impl<'a> Definition<'a> {
    /// The families, by their first member.
    pub fn families(&self) -> Vec<Family<'_, 'a>> {
        let mut families: Vec<Family<'_, 'a>> = Vec::new();
        let mut numbers: HashMap<Cow<'a, str>, usize> = HashMap::default();
        for operation in &self.operations {
            let Some(annotation) = operation.annotation() else { continue };
            let Some(name) = annotation.family().and_then(Node::as_str) else { continue };
            let number = *numbers.entry(name.clone()).or_insert(families.len());
            if number == families.len() {
                families.push(Family { name, members: Vec::new() });
            }
            families[number].members.push((operation, annotation));
        }
        families
    }

    /// The status of the connector as a whole, from `info` or the root.
    pub fn status(&self) -> Option<Node<'a>> {
        let of = |holder: Node<'a>| holder.get("x-ms-api-annotation")?.get("status");
        self.info().and_then(of).or_else(|| of(self.root))
    }
}
