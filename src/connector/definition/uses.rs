//! Where the shared parts of a definition are used: the members of `definitions`, `parameters` and `responses`.
//!
//! Made from the document alone, for those who show findings; judges nothing.

use std::borrow::Cow;
use std::collections::HashMap;

use super::lookup::percent_decoded;
use super::{METHODS, ReferenceKind};
use crate::json::{Document, Node, join};

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

/// By pointer of a shared part its uses in document order, the first of each user; those within itself left out.
#[derive(Debug)]
pub struct Uses<'a>(HashMap<String, Vec<Use<'a>>>);

impl<'a> Uses<'a> {
    pub fn of(document: &'a Document) -> Self {
        let root = document.root();
        let mut parts: HashMap<String, (Node<'a>, Vec<Use<'a>>)> = HashMap::new();
        for kind in ReferenceKind::ALL {
            let holder = kind.holder();
            for part in root.get(holder).into_iter().flat_map(Node::children) {
                let pointer = join(&join("", holder), &part.key().unwrap_or_default());
                parts.insert(pointer, (part, Vec::new()));
            }
        }
        for reference in document.nodes().filter(|node| node.key_is("$ref")) {
            let Some(text) = reference.as_str() else { continue };
            let Some(pointer) = text.strip_prefix('#') else { continue };
            let pointer = percent_decoded(pointer).map_or(Cow::Borrowed(pointer), Cow::Owned);
            let Some((part, found)) = part_of(&pointer).and_then(|part| parts.get_mut(part)) else { continue };
            let Some(user) = user_of(reference).filter(|user| user != part) else { continue };
            if found.last().is_none_or(|last| last.user != user) {
                found.push(Use { reference, user });
            }
        }
        Self(parts.into_iter().map(|(pointer, (_, uses))| (pointer, uses)).collect())
    }

    /// The uses of the shared part at this pointer.
    pub fn of_part(&self, pointer: &str) -> &[Use<'a>] {
        self.0.get(pointer).map_or(&[], Vec::as_slice)
    }
}

/// The pointer of the shared part in which something is, where it is in one.
pub fn part_of(pointer: &str) -> Option<&str> {
    let mut tokens = pointer.split('/').skip(1);
    let (holder, name) = (tokens.next()?, tokens.next()?);
    let is_holder = ReferenceKind::ALL.iter().any(|kind| kind.holder() == holder);
    is_holder.then(|| &pointer[..holder.len() + name.len() + 2])
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
        let labels = |pointer| uses.of_part(pointer).iter().map(Use::user_label).collect::<Vec<_>>();
        assert_eq!(labels("/definitions/My~1Order"), ["GetA", "put /a", "get"]);
        assert_eq!(labels("/parameters/get"), ["/a"]);
        assert_eq!(labels("/definitions/get"), [""; 0]);
    }

    #[test]
    fn parts_are_told_by_pointers() {
        assert_eq!(part_of("/definitions/A~1B/properties/c"), Some("/definitions/A~1B"));
        assert_eq!(part_of("/responses/A"), Some("/responses/A"));
        assert_eq!(part_of("/definitions"), None);
        assert_eq!(part_of("/paths/~1a/get"), None);
    }
}
