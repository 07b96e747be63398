//! What `$ref` texts say, where they lead, and which of them lead nowhere or in circles.

use std::borrow::Cow;

use foldhash::HashMap;

use super::graph::Components;
use super::{Definition, Reference, ReferenceKind};
use crate::connector::likeness::likeness;
use crate::json::Node;
use crate::text::percent_decoded;

/// Suggestions are at least this much alike, of 1.
const ALIKE: f64 = 0.8;

impl ReferenceKind {
    pub const ALL: [Self; 3] = [Self::Parameter, Self::Response, Self::Schema];

    /// The member of the root that holds what references of this kind lead to.
    pub fn holder(self) -> &'static str {
        self.prefix().trim_matches(['#', '/'])
    }

    /// What references of this kind begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Parameter => "#/parameters/",
            Self::Response => "#/responses/",
            Self::Schema => "#/definitions/",
        }
    }
}

impl<'a> Reference<'a> {
    pub fn text(&self) -> Cow<'a, str> {
        self.node.as_str().unwrap_or_default()
    }

    /// Whether what follows `#` is a JSON pointer with no empty step.
    pub fn is_pointer(&self) -> bool {
        let text = self.text();
        let Some(pointer) = text.strip_prefix("#/") else { return false };
        let bytes = pointer.as_bytes();
        let follows = |at: usize, wanted: fn(u8) -> bool| bytes.get(at + 1).is_some_and(|next| wanted(*next));
        // No token is empty, and each `~` begins an escape.
        !matches!(bytes.first(), None | Some(b'/'))
            && memchr::memchr2_iter(b'/', b'~', bytes).all(|at| match bytes[at] {
                b'/' => follows(at, |next| next != b'/'),
                _ => follows(at, |next| matches!(next, b'0' | b'1')),
            })
    }

    /// Whether it is a pointer to the place where things of its kind are.
    pub fn is_well_formed(&self) -> bool {
        self.text().starts_with(self.kind.prefix()) && self.is_pointer()
    }
}

impl<'a> Definition<'a> {
    pub fn references_of(&self, kind: ReferenceKind) -> impl Iterator<Item = &Reference<'a>> {
        self.references.iter().filter(move |reference| reference.kind == kind)
    }

    /// The well-formed references to something that is not there; none while parts of the text may be missing.
    pub fn dangling(&self, kind: ReferenceKind) -> Vec<Reference<'a>> {
        if !self.is_complete() {
            return Vec::new();
        }
        let lost = self
            .references_of(kind)
            .filter(|reference| reference.is_well_formed() && self.target(**reference).is_none());
        // Something of the wrong type is no shared part, yet it is there; and a reference may lead deeper.
        let mut there: Option<HashMap<Cow<'a, str>, Node<'a>>> = None;
        lost.filter(|reference| {
            let there = there.get_or_insert_with(|| self.members_of(kind));
            let text = reference.text();
            let pointer = text.strip_prefix(kind.prefix()).unwrap_or_default();
            let pointer = percent_decoded(pointer).map_or(Cow::Borrowed(pointer), Cow::Owned);
            let (first, rest) = pointer.split_once('/').map_or((&*pointer, None), |(first, rest)| (first, Some(rest)));
            let Some(node) = there.get(first.replace("~1", "/").replace("~0", "~").as_str()) else { return true };
            rest.is_some_and(|rest| node.at(&format!("/{rest}")).is_none())
        })
        .copied()
        .collect()
    }

    fn members_of(&self, kind: ReferenceKind) -> HashMap<Cow<'a, str>, Node<'a>> {
        let holder = self.root.get(kind.holder());
        holder.into_iter().flat_map(Node::children).filter_map(|node| Some((node.key()?, node))).collect()
    }

    /// The name below the same place that is most like the one that leads nowhere.
    pub fn near_target(&self, reference: &Reference<'_>) -> Option<&str> {
        let text = reference.text();
        let wanted = text.strip_prefix(reference.kind.prefix())?.to_lowercase();
        let names = match reference.kind {
            ReferenceKind::Parameter => &self.parameter_names,
            ReferenceKind::Response => &self.response_names,
            ReferenceKind::Schema => &self.schema_names,
        };
        names
            .keys()
            .map(|name| (likeness(&name.to_lowercase(), &wanted), name.as_ref()))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            // Among equals the first by name, so that the order of the map plays no part.
            .max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(left.1)))
            .map(|(_, name)| name)
    }

    /// The references of shared parts of one kind that are nothing but references and lead back to themselves.
    pub fn reference_circles(&self, kind: ReferenceKind) -> Vec<Reference<'a>> {
        let is_shared = |reference: &Reference<'a>| {
            let holder = reference.node.parent().and_then(Node::parent).and_then(Node::parent);
            reference.kind == kind && holder == Some(self.root)
        };
        let shared: Vec<Reference<'a>> =
            self.references.iter().filter(|reference| is_shared(reference)).copied().collect();
        let number: HashMap<u32, usize> = shared
            .iter()
            .enumerate()
            .filter_map(|(number, reference)| Some((reference.node.parent()?.index(), number)))
            .collect();
        let next: Vec<Vec<usize>> = shared
            .iter()
            .map(|reference| {
                let target = self.target(*reference).and_then(|target| number.get(&target.index()));
                target.copied().into_iter().collect()
            })
            .collect();
        let components = Components::of(&next);
        (0..shared.len()).filter(|place| components.is_circle(*place, &next)).map(|place| shared[place]).collect()
    }

    /// The shared part that a reference names.
    pub fn target(&self, reference: Reference<'a>) -> Option<Node<'a>> {
        let text = reference.node.as_str()?;
        match reference.kind {
            ReferenceKind::Parameter => self.referenced_parameter(&text).map(|parameter| parameter.node),
            ReferenceKind::Response => self.referenced_response(&text).map(|response| response.node),
            ReferenceKind::Schema => self.referenced_schema(&text).map(|schema| schema.node),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::json::Document;
    use crate::text::FileId;

    #[test]
    fn circles_of_bare_references_are_found_in_each_kind() {
        let document = Document::parse(
            FileId::default(),
            json!({
                "definitions": { "A": { "$ref": "#/definitions/B" }, "B": { "$ref": "#/definitions/A" }, "C": { "$ref": "#/definitions/A" } },
                "parameters": { "P": { "$ref": "#/parameters/P" }, "Q": { "$ref": "#/parameters/R" }, "R": {} },
            })
            .to_string(),
        );
        let definition = Definition::of(&document);
        let pointers = |kind| definition.reference_circles(kind).iter().map(|r| r.node.pointer()).collect::<Vec<_>>();
        assert_eq!(pointers(ReferenceKind::Schema), ["/definitions/A/$ref", "/definitions/B/$ref"]);
        assert_eq!(pointers(ReferenceKind::Parameter), ["/parameters/P/$ref"]);
        assert!(pointers(ReferenceKind::Response).is_empty());
    }
}
