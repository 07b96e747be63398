//! One of the two definitions of a comparison, with its schemas as flows see them: references followed, `allOf` merged.
//!
//! Judges nothing.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

use foldhash::{HashMap, HashSet};

use crate::connector::definition::{Definition, Keyword, Typed};
use crate::json::{Document, Node};

/// A longer chain of references is not followed to its end; published ones have a link or two.
const MAX_LINKS: usize = 64;

/// All views of a definition have so many layers and properties at most; those of published ones have a hundredth.
const MAX_PARTS: usize = 1_000_000;

/// A definition and the views of its typed objects, each made when first asked for.
pub(super) struct Side<'a> {
    pub definition: Definition<'a>,
    views: Vec<OnceCell<View<'a>>>,
    /// How many layers and properties the views have so far.
    parts: Cell<usize>,
}

/// A typed object of a [`Side`]: its number in [`Definition::typed`].
pub(super) type TypedIndex = usize;

/// A parameter, items object, header or schema with everything that its references and `allOf` members add.
pub(super) struct View<'a> {
    /// The object itself, then what it refers to, then `allOf` members; an earlier layer wins.
    layers: Vec<Typed<'a>>,
    pub properties: Vec<Property<'a>>,
    by_name: HashMap<Cow<'a, str>, usize>,
}

pub(super) struct Property<'a> {
    pub name: Cow<'a, str>,
    pub schema: TypedIndex,
    pub is_required: bool,
}

impl<'a> View<'a> {
    pub fn get(&self, keyword: Keyword) -> Option<Node<'a>> {
        self.layers.iter().find_map(|layer| layer.get(keyword))
    }

    /// The member with this name, keyword or not.
    pub fn member(&self, name: &str) -> Option<Node<'a>> {
        self.layers.iter().find_map(|layer| layer.node.get(name))
    }

    /// The objects that it is put together of; an earlier one wins.
    pub fn layers(&self) -> impl Iterator<Item = Node<'a>> {
        self.layers.iter().map(|layer| layer.node)
    }

    /// The object itself.
    pub fn node(&self) -> Node<'a> {
        self.layers[0].node
    }

    /// The object in which a member that is missing would be written: the first that is no mere reference.
    pub fn holder(&self) -> Node<'a> {
        self.layers.iter().find(|layer| !layer.has(Keyword::Reference)).map_or(self.node(), |layer| layer.node)
    }

    pub fn property(&self, name: &str) -> Option<&Property<'a>> {
        self.by_name.get(name).map(|&index| &self.properties[index])
    }

    /// Where the properties are listed.
    pub fn properties_node(&self) -> Node<'a> {
        self.get(Keyword::Properties).unwrap_or(self.holder())
    }

    /// The declared type, or what the other members imply; sorted and joined where there are several.
    pub fn type_name(&self) -> Option<Cow<'a, str>> {
        self.declared_type().or_else(|| self.implied_type().map(Cow::Borrowed))
    }

    pub fn declared_type(&self) -> Option<Cow<'a, str>> {
        let node = self.get(Keyword::Type)?;
        if !node.is_array() {
            return node.as_str();
        }
        let mut names: Vec<_> = node.children().filter_map(Node::as_str).collect();
        names.sort();
        Some(names.join(" or ").into())
    }

    fn implied_type(&self) -> Option<&'static str> {
        let has = |keyword| self.get(keyword).is_some();
        if !self.properties.is_empty() || has(Keyword::Properties) || has(Keyword::AdditionalProperties) {
            Some("object")
        } else if has(Keyword::Items) {
            Some("array")
        } else {
            None
        }
    }

    /// `important`, `advanced`, `internal`, or nothing.
    pub fn visibility(&self) -> String {
        let value = self.get(Keyword::Visibility).and_then(Node::as_str).unwrap_or_default().to_ascii_lowercase();
        if value == "none" { String::new() } else { value }
    }
}

impl<'a> Side<'a> {
    pub fn of(document: &'a Document) -> Self {
        let definition = Definition::of(document);
        let views = definition.typed.iter().map(|_| OnceCell::new()).collect();
        Self { definition, views, parts: Cell::new(0) }
    }

    /// The typed object that a node is.
    pub fn typed_at(&self, node: Node<'a>) -> Option<TypedIndex> {
        self.definition.typed.binary_search_by_key(&node.index(), |typed| typed.node.index()).ok()
    }

    /// The typed object itself, or what it refers to when it is a reference and nothing else.
    pub fn canonical(&self, mut index: TypedIndex) -> TypedIndex {
        for _ in 0..MAX_LINKS {
            let is_alone = self.definition.typed[index].node.children().nth(1).is_none();
            let Some(target) = self.target(index).filter(|_| is_alone) else { break };
            index = target;
        }
        index
    }

    /// What a reference leads to.
    fn target(&self, index: TypedIndex) -> Option<TypedIndex> {
        let reference = self.definition.typed[index].str(Keyword::Reference)?;
        self.typed_at(self.definition.referenced_schema(&reference)?.node)
    }

    /// Whether views lack something, because there is too much of it.
    pub fn is_cut(&self) -> bool {
        self.parts.get() > MAX_PARTS
    }

    pub fn view(&self, index: TypedIndex) -> &View<'a> {
        self.views[index].get_or_init(|| self.make_view(index))
    }

    fn make_view(&self, index: TypedIndex) -> View<'a> {
        let layers = self.layers(index);
        let mut required: HashSet<Cow<'a, str>> = HashSet::default();
        for layer in &layers {
            let list = layer.get(Keyword::Required).filter(|list| list.is_array());
            required.extend(list.into_iter().flat_map(Node::children).filter_map(Node::as_str));
        }
        let mut properties: Vec<Property<'a>> = Vec::new();
        let mut by_name = HashMap::default();
        for layer in &layers {
            let holder = layer.get(Keyword::Properties).filter(|holder| holder.is_object());
            for node in holder.into_iter().flat_map(Node::children) {
                let (Some(name), Some(schema)) = (node.key(), self.typed_at(node)) else { continue };
                if !by_name.contains_key(&name) {
                    by_name.insert(name.clone(), properties.len());
                    let is_required = required.contains(&name);
                    properties.push(Property { name, schema, is_required });
                }
            }
        }
        self.parts.update(|parts| parts + properties.len());
        View { layers, properties, by_name }
    }

    /// The object, then its target, then its `allOf` members, each with their own.
    fn layers(&self, index: TypedIndex) -> Vec<Typed<'a>> {
        let mut layers = Vec::new();
        let mut seen = HashSet::default();
        let mut pending = vec![index];
        while let Some(index) = pending.pop() {
            if !seen.insert(index) {
                continue;
            }
            let typed = self.definition.typed[index];
            layers.push(typed);
            self.parts.update(|parts| parts + 1);
            if self.is_cut() {
                break;
            }
            let all_of = typed.get(Keyword::AllOf).filter(|all_of| all_of.is_array());
            let members = all_of.into_iter().flat_map(Node::children).filter_map(|node| self.typed_at(node));
            // The last one pushed comes first.
            let from = pending.len();
            pending.extend(self.target(index));
            pending.extend(members);
            pending[from..].reverse();
        }
        layers
    }
}
