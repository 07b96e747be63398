//! What each node of one document is, by the table of shapes.

use super::keyword::Keyword;
use super::shape::{Field, Layout, Others, Shape, Type};
use crate::json::{Document, Node};

/// The shape of each node of a document, and the field that each member is.
#[derive(Debug)]
pub struct Shapes<'a> {
    document: &'a Document,
    by_node: Vec<Shape>,
    /// By node: the number of the field in the layout of the object that holds it; zero where it is none.
    fields: Vec<u8>,
    /// The nodes that have a shape, in document order.
    shaped: Vec<u32>,
    /// Members and elements whose value is of another type than the table has.
    mistyped: Vec<u32>,
    /// Strings that are written otherwise than the values that the table lists.
    unlisted: Vec<u32>,
    /// Members that are no field, where the table knows all that there may be besides extensions; by holder.
    strangers: Vec<u32>,
    /// Whether keys that differ from a field's only in case are read as that field.
    in_any_case: bool,
}

/// A member or element of something that has a shape.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    pub node: Node<'a>,
    pub holder: Shape,
    pub field: Option<&'static Field>,
}

impl Member<'_> {
    /// The keyword that it is, in a place where keywords have a meaning.
    pub fn keyword(&self) -> Option<Keyword> {
        match self.field {
            Some(field) => field.keyword,
            None => self.node.key().as_deref().and_then(Keyword::of),
        }
    }

    pub fn is(&self, keyword: Keyword) -> bool {
        self.keyword() == Some(keyword)
    }

    /// The type that it must have.
    pub fn value_type(&self) -> Type {
        match self.field {
            Some(field) => field.value,
            None => self.holder.member(self.node.key().as_deref().map(str::as_bytes), None).1,
        }
    }
}

impl<'a> Shapes<'a> {
    /// The shapes of a document whose root has the given one, in one pass.
    pub fn of(document: &'a Document, root: Shape) -> Self {
        let count = document.node_count();
        let mut shapes = Self {
            document,
            by_node: vec![Shape::Value; count],
            fields: vec![0; count],
            shaped: Vec::new(),
            mistyped: Vec::new(),
            unlisted: Vec::new(),
            strangers: Vec::new(),
            in_any_case: root == Shape::PropertiesRoot,
        };
        let mut index = 0;
        while let Some(node) = document.node(index) {
            let shape = match node.parent() {
                None => root,
                Some(parent) => shapes.take(parent, node),
            };
            if shape == Shape::Value {
                // Nothing below it has a shape.
                index = node.end_index();
                continue;
            }
            shapes.by_node[index as usize] = shape;
            shapes.shaped.push(index);
            index += 1;
        }
        shapes.strangers.sort_by_key(|&index| document.node(index).and_then(Node::parent).map(Node::index));
        shapes
    }

    /// Notes which field a member is and what is odd about it, and tells its shape.
    fn take(&mut self, parent: Node<'a>, node: Node<'a>) -> Shape {
        let holder = self.by_node[parent.index() as usize];
        let mended;
        let key = match node.plain_key() {
            Some(key) => Some(key),
            None => {
                mended = node.key();
                mended.as_deref().map(str::as_bytes)
            }
        };
        let layout = holder.layout();
        let number = key.map_or(0, |key| self.number_of(parent, layout, key));
        self.fields[node.index() as usize] = number;
        let field = layout.numbered(number);
        let (shape, value) = holder.member(key, field);
        if !value.accepts(node) {
            self.mistyped.push(node.index());
        }
        let is_unlisted = |field: &Field| node.as_str().is_some_and(|text| !field.values.contains(&&*text));
        match field {
            Some(field) if !field.values.is_empty() && is_unlisted(field) => self.unlisted.push(node.index()),
            None if key.is_some() && matches!(layout.others, Others::Extensions | Others::Closed) => {
                self.strangers.push(node.index());
            }
            _ => {}
        }
        shape
    }

    /// The number of the field that a member is; the platform reads the keys of the properties in any case, unless there
    /// is one as documented.
    fn number_of(&self, parent: Node<'a>, layout: &Layout, key: &[u8]) -> u8 {
        let number = layout.number_of(key);
        if number > 0 || !self.in_any_case {
            return number;
        }
        let other_case = layout.fields.iter().position(|field| field.name.as_bytes().eq_ignore_ascii_case(key));
        other_case.filter(|&index| parent.get(layout.fields[index].name).is_none()).map_or(0, |index| index as u8 + 1)
    }

    /// What kind of object or value a node is.
    pub fn shape(&self, node: Node<'_>) -> Shape {
        self.by_node.get(node.index() as usize).copied().unwrap_or(Shape::Value)
    }

    /// All nodes about which the table says something, in document order.
    pub fn shaped(&self) -> impl Iterator<Item = (Node<'a>, Shape)> {
        (0..self.shaped.len()).filter_map(|number| self.nth(number))
    }

    /// The node with this number among those that have a shape.
    pub fn nth(&self, number: usize) -> Option<(Node<'a>, Shape)> {
        let node = self.document.node(*self.shaped.get(number)?)?;
        Some((node, self.shape(node)))
    }

    /// The members or elements of a node that has a shape.
    pub fn members(&self, node: Node<'a>) -> impl Iterator<Item = Member<'a>> {
        let holder = self.shape(node);
        let layout = holder.layout();
        node.children().map(move |node| Member { node, holder, field: layout.numbered(self.number(node)) })
    }

    fn number(&self, member: Node<'a>) -> u8 {
        self.fields.get(member.index() as usize).copied().unwrap_or_default()
    }

    fn member(&self, node: Node<'a>) -> Option<Member<'a>> {
        let holder = self.shape(node.parent()?);
        Some(Member { node, holder, field: holder.layout().numbered(self.number(node)) })
    }

    fn listed(&self, indexes: &[u32]) -> impl Iterator<Item = Member<'a>> {
        indexes.iter().filter_map(|&index| self.member(self.document.node(index)?))
    }

    /// The members and elements whose value is of another type than it must have, in document order; the root is none.
    pub fn mistyped(&self) -> impl Iterator<Item = Member<'a>> {
        self.listed(&self.mistyped)
    }

    /// The members whose value is a string, but none of those that the table lists, letter for letter; in document order.
    pub fn unlisted(&self) -> impl Iterator<Item = Member<'a>> {
        self.listed(&self.unlisted)
    }

    /// Objects, and their members that are no field, where the table knows all that there may be, or all but extensions.
    pub fn strangers(&self) -> impl Iterator<Item = (Node<'a>, Shape, impl Iterator<Item = Node<'a>>)> {
        let holder = |index: u32| self.document.node(index).and_then(Node::parent);
        self.strangers.chunk_by(move |left, right| holder(*left) == holder(*right)).filter_map(move |group| {
            let object = holder(*group.first()?)?;
            Some((object, self.shape(object), group.iter().filter_map(|&index| self.document.node(index))))
        })
    }
}
