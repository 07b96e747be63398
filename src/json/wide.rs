//! Objects with very many members, sorted by key: who asks for each member by name would walk through all of them
//! each time.

use foldhash::HashMap;

use super::{Document, Node};

/// So many members are walked through.
pub(super) const MOST_WALKED: usize = 256;

/// The numbers of the members of each wide object, by key; those with the same key in document order.
#[derive(Debug)]
pub(super) struct Wide(HashMap<u32, Vec<u32>>);

impl Wide {
    pub fn of(document: &Document) -> Self {
        let is_wide = |node: &Node<'_>| node.is_object() && node.children().nth(MOST_WALKED).is_some();
        let sorted = |object: Node<'_>| {
            let mut members: Vec<u32> = object.children().map(Node::index).collect();
            members.sort_by_cached_key(|&index| Node { document, index }.key());
            members
        };
        Self(document.nodes().filter(is_wide).map(|object| (object.index, sorted(object))).collect())
    }

    /// The last member of the object with this key.
    pub fn get<'a>(&self, object: Node<'a>, key: &str) -> Option<Node<'a>> {
        let node = |index: u32| Node { document: object.document, index };
        let members = self.0.get(&object.index)?;
        let behind = members.partition_point(|&index| node(index).key().is_none_or(|found| *found <= *key));
        Some(node(members[behind.checked_sub(1)?])).filter(|member| member.key_is(key))
    }
}
