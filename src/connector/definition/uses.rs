//! Where the shared parts of a definition are used: the members of `definitions`, `parameters` and `responses`.
//!
//! Made from the document alone, for those who show findings; judges nothing.

use std::borrow::Cow;

use foldhash::HashMap;

use super::{METHODS, ReferenceKind};
use crate::json::{Document, Node, escape_token};
use crate::text::percent_decoded;

/// A reference to a shared part.
#[derive(Clone, Copy, Debug)]
pub struct Use<'a> {
    /// The value of `$ref`.
    pub reference: Node<'a>,
    /// The operation, path or shared part that holds it.
    user: Node<'a>,
}

impl<'a> Use<'a> {
    /// The user's name for messages: an operation's id, else its method and path; a path, or a shared part's name.
    pub fn user_label(&self) -> Cow<'a, str> {
        let key = self.user.key().unwrap_or_default();
        match self.user.parent().filter(|_| is_method(self.user)).and_then(Node::key) {
            Some(path) => self.user.str_member("operationId").unwrap_or_else(|| format!("{key} {path}").into()),
            None => key,
        }
    }
}

/// By number of a shared part its uses in document order, the first of each user; those within itself left out.
#[derive(Debug)]
pub struct Uses<'a>(HashMap<u32, Vec<Use<'a>>>);

impl<'a> Uses<'a> {
    pub fn of(document: &'a Document) -> Self {
        let mut parts: HashMap<String, Node<'a>> = HashMap::default();
        for kind in ReferenceKind::ALL {
            for part in document.root().get(kind.holder()).into_iter().flat_map(Node::children) {
                parts.insert(format!("{}{}", kind.prefix(), escape_token(&part.key().unwrap_or_default())), part);
            }
        }
        let mut found: HashMap<u32, Vec<Use<'a>>> = HashMap::default();
        for reference in document.nodes().filter(|node| node.key_is("$ref")) {
            let Some(text) = reference.as_str() else { continue };
            let text = percent_decoded(&text).map_or(text, Cow::Owned);
            let Some(part) = parts.get(text.as_ref()) else { continue };
            let Some(user) = user_of(reference).filter(|user| user != part) else { continue };
            let of_part = found.entry(part.index()).or_default();
            if of_part.last().is_none_or(|last| last.user != user) {
                of_part.push(Use { reference, user });
            }
        }
        Self(found)
    }

    pub fn of_part(&self, part: Node<'_>) -> &[Use<'a>] {
        self.0.get(&part.index()).map_or(&[], Vec::as_slice)
    }
}

/// The shared part of the definition in which a node is, where it is in one.
pub fn part_of(node: Node<'_>) -> Option<Node<'_>> {
    let (mut holder, mut part, mut below) = (node, None, None);
    while let Some(parent) = holder.parent() {
        (part, below) = (below, Some(holder));
        holder = parent;
    }
    let is_shared = below.is_some_and(|below| ReferenceKind::ALL.iter().any(|kind| below.key_is(kind.holder())));
    part.filter(|_| is_shared)
}

/// The operation in which a node is, or else the member of the root's member.
fn user_of(node: Node<'_>) -> Option<Node<'_>> {
    let (mut node, mut below) = (node, None);
    while let Some(parent) = node.parent() {
        let outer = parent.parent()?;
        if outer.parent().is_none() {
            let is_path = parent.key_is("paths");
            return below.filter(|below: &Node<'_>| is_path && is_method(*below)).or(Some(node));
        }
        below = Some(node);
        node = parent;
    }
    None
}

fn is_method(node: Node<'_>) -> bool {
    METHODS.iter().any(|method| node.key_is(method))
        && node.parent().and_then(Node::parent).is_some_and(|holder| holder.key_is("paths"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::text::FileId;

    #[test]
    fn uses_are_told_by_their_users() {
        let order = json!({ "$ref": "#/definitions/My~1Order" });
        let document = Document::parse(
            FileId::default(),
            json!({
                "paths": {
                    "/a": {
                        "parameters": [{ "$ref": "#/parameters/get" }],
                        "get": { "operationId": "GetA", "responses": { "200": { "schema": order }, "201": { "schema": order } } },
                        "put": { "responses": { "200": { "schema": { "$ref": "#/definitions/My%7E1Order" } } } },
                    },
                },
                "definitions": {
                    "My/Order": { "properties": { "parent": order } },
                    "get": { "items": order },
                },
                "parameters": { "get": {} },
            })
            .to_string(),
        );
        let uses = Uses::of(&document);
        let labels = |pointer| {
            let part = document.at(pointer).and_then(part_of).expect("a shared part");
            uses.of_part(part).iter().map(Use::user_label).collect::<Vec<_>>()
        };
        assert_eq!(labels("/definitions/My~1Order/properties/parent"), ["GetA", "put /a", "get"]);
        assert_eq!(labels("/parameters/get"), ["/a"]);
        assert_eq!(labels("/definitions/get"), [""; 0]);
        for pointer in ["", "/definitions", "/paths/~1a/get"] {
            assert!(document.at(pointer).and_then(part_of).is_none(), "{pointer}");
        }
    }
}
