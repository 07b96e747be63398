//! Following references and finding things by name.

use std::borrow::Cow;
use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashSet};

use super::{Definition, Keyword, Operation, Parameter, ParameterUse, Relation, Response, ResponseUse, Schema};
use crate::json::Node;
use crate::text::percent_decoded;

/// A chain of references is followed this far; published definitions have chains of one.
const MAX_REFERENCE_CHAIN: usize = 32;

/// A list of MIME types that is longer than these bytes is not compared with each operation; published ones are shorter.
const LONGEST_COMPARED_LIST: usize = 4096;

/// A schema is put together of at most so many by `allOf`; published ones of a handful.
const MAX_LAYERS: usize = 64;

impl<'a> Definition<'a> {
    /// The operation with this id, in exact case; the first where several share it.
    pub fn operation(&self, id: &str) -> Option<&Operation<'a>> {
        self.operation_ids.get(id).map(|&index| &self.operations[index])
    }

    /// All operation ids, in no order: for suggestions.
    pub fn operation_ids(&self) -> impl Iterator<Item = &str> {
        self.operations.iter().filter_map(|operation| operation.id).filter_map(|id| {
            let id: Cow<'_, str> = id.as_str()?;
            self.operation_ids.get_key_value(&id).map(|(id, _)| id.as_ref())
        })
    }

    /// The schema below `definitions` with this name.
    pub fn named_schema(&self, name: &str) -> Option<&Schema<'a>> {
        self.schema_names.get(name).map(|&index| &self.schemas[index])
    }

    /// The schema that a `$ref` names; `None` when it is no local reference, or leads nowhere.
    pub fn referenced_schema(&self, reference: &str) -> Option<&Schema<'a>> {
        named(reference, "#/definitions/", |name| self.schema_names.get(name)).map(|index| &self.schemas[index])
    }

    pub fn referenced_parameter(&self, reference: &str) -> Option<&Parameter<'a>> {
        named(reference, "#/parameters/", |name| self.parameter_names.get(name)).map(|index| &self.parameters[index])
    }

    pub fn referenced_response(&self, reference: &str) -> Option<&Response<'a>> {
        named(reference, "#/responses/", |name| self.response_names.get(name)).map(|index| &self.responses[index])
    }

    /// The schema behind all references; `None` when they lead nowhere or in a circle.
    pub fn resolve<'s>(&'s self, schema: &'s Schema<'a>) -> Option<&'s Schema<'a>> {
        let mut schema = schema;
        for _ in 0..MAX_REFERENCE_CHAIN {
            match schema.str(Keyword::Reference) {
                None => return Some(schema),
                Some(reference) => schema = self.referenced_schema(&reference)?,
            }
        }
        None
    }

    /// The schema that a node is.
    pub fn schema_at(&self, node: Node<'_>) -> Option<&Schema<'a>> {
        let index = self.schemas.binary_search_by_key(&node.index(), |schema| schema.node.index()).ok()?;
        Some(&self.schemas[index])
    }

    /// The parameter that a node is, references not followed.
    pub fn parameter_at(&self, node: Node<'_>) -> Option<&Parameter<'a>> {
        let index = self.parameters.binary_search_by_key(&node.index(), |parameter| parameter.node.index()).ok()?;
        Some(&self.parameters[index])
    }

    /// The response that a node is, references not followed.
    pub fn response_at(&self, node: Node<'_>) -> Option<&Response<'a>> {
        let index = self.responses.binary_search_by_key(&node.index(), |response| response.node.index()).ok()?;
        Some(&self.responses[index])
    }

    /// The parameter behind an element of a list of parameters.
    pub(super) fn parameter_behind(&self, node: Node<'_>) -> Option<usize> {
        let mut parameter = self.parameter_at(node)?;
        for _ in 0..MAX_REFERENCE_CHAIN {
            match parameter.str(Keyword::Reference) {
                None => return Some(parameter.index),
                Some(reference) => parameter = self.referenced_parameter(&reference)?,
            }
        }
        None
    }

    /// The response behind a member of `responses`.
    pub(super) fn response_behind(&self, node: Node<'_>) -> Option<usize> {
        let mut response = self.response_at(node)?;
        for _ in 0..MAX_REFERENCE_CHAIN {
            match response.node.str_member("$ref") {
                None => return Some(response.index),
                Some(reference) => response = self.referenced_response(&reference)?,
            }
        }
        None
    }

    /// The parameter of a use; `None` when its reference leads nowhere.
    pub fn parameter(&self, used: &ParameterUse<'a>) -> Option<&Parameter<'a>> {
        used.parameter.map(|index| &self.parameters[index])
    }

    /// The parameters of an operation that could be resolved.
    pub fn parameters_of<'s>(&'s self, operation: &'s Operation<'a>) -> impl Iterator<Item = &'s Parameter<'a>> {
        operation.parameters.iter().filter_map(|used| self.parameter(used))
    }

    /// The response of a use; `None` when its reference leads nowhere.
    pub fn response(&self, used: &ResponseUse<'a>) -> Option<&Response<'a>> {
        used.response.map(|index| &self.responses[index])
    }

    /// The schema of a response, references of the schema not followed.
    pub fn response_schema(&self, used: &ResponseUse<'a>) -> Option<&Schema<'a>> {
        self.schema_at(self.response(used)?.node.get("schema")?)
    }

    /// The schema of the body that an operation takes.
    pub fn body_schema(&self, operation: &Operation<'a>) -> Option<&Schema<'a>> {
        let body = self.parameters_of(operation).find(|parameter| parameter.is_in("body"))?;
        self.schema_at(body.get(Keyword::Schema)?)
    }

    /// The schema that a schema holds as a property, through references and `allOf`.
    pub fn property(&self, schema: &Schema<'a>, name: &str) -> Option<&Schema<'a>> {
        self.layers(schema).0.into_iter().find_map(|layer| self.own_property(layer, name))
    }

    /// The schema behind all references, then its `allOf` members, each with their own; and whether some are not known.
    fn layers<'s>(&'s self, schema: &'s Schema<'a>) -> (Vec<&'s Schema<'a>>, bool) {
        let (mut layers, mut is_open) = (Vec::new(), false);
        let mut seen = HashSet::default();
        let mut pending = vec![schema];
        while let Some(schema) = pending.pop() {
            let Some(schema) = self.resolve(schema) else {
                is_open = true;
                continue;
            };
            if !seen.insert(schema.index) {
                continue;
            }
            if layers.len() == MAX_LAYERS {
                return (layers, true);
            }
            layers.push(schema);
            let members = schema.get(Keyword::AllOf).filter(|members| members.is_array());
            let from = pending.len();
            pending.extend(members.into_iter().flat_map(Node::children).filter_map(|member| self.schema_at(member)));
            // The last one pushed comes first.
            pending[from..].reverse();
        }
        (layers, is_open)
    }

    /// The schema that this one is a part of by `allOf`.
    pub fn all_of_parent(&self, schema: &Schema<'a>) -> Option<&Schema<'a>> {
        if schema.relation == Relation::AllOf { schema.parent.map(|parent| &self.schemas[parent]) } else { None }
    }

    /// What an object of this schema holds, with all that references and `allOf` bring in.
    pub fn members<'s>(&'s self, schema: &'s Schema<'a>) -> Members<'s, 'a> {
        let (layers, mut is_open) = self.layers(schema);
        for layer in &layers {
            is_open |= [Keyword::DynamicSchema, Keyword::DynamicProperties].iter().any(|key| layer.has(*key))
                || layer.get(Keyword::AdditionalProperties).is_some_and(|more| more.as_bool() != Some(false));
        }
        Members { definition: self, layers, is_open }
    }

    /// The schema of the elements of an array schema.
    pub fn items(&self, schema: &Schema<'a>) -> Option<&Schema<'a>> {
        self.schema_at(self.resolve(schema)?.get(Keyword::Items)?)
    }

    /// The MIME types that an operation takes: its own, else the definition's.
    pub fn consumes(&self, operation: &Operation<'a>) -> Option<Node<'a>> {
        operation.get("consumes").or_else(|| self.root.get("consumes"))
    }

    /// The MIME types that an operation gives: its own, else the definition's.
    pub fn produces(&self, operation: &Operation<'a>) -> Option<Node<'a>> {
        operation.get("produces").or_else(|| self.root.get("produces"))
    }

    /// The same as a list, where each operation can be compared with it.
    pub fn consumed_types(&self, operation: &Operation<'a>) -> Option<Node<'a>> {
        self.consumes(operation).filter(is_comparable_list)
    }

    /// The same of what it gives.
    pub fn produced_types(&self, operation: &Operation<'a>) -> Option<Node<'a>> {
        self.produces(operation).filter(is_comparable_list)
    }

    /// What the definition and each of its operations have under a key.
    pub(super) fn own_and_of_operations(&self, key: &str) -> impl Iterator<Item = Node<'a>> {
        let of_operations = self.operations.iter().filter_map(move |operation| operation.get(key));
        self.root.get(key).into_iter().chain(of_operations)
    }

    /// Every list of MIME types: `consumes` and `produces` of the definition and of each operation.
    pub fn media_type_lists(&self) -> impl Iterator<Item = Node<'a>> {
        let lists = ["consumes", "produces"].into_iter().flat_map(|key| self.own_and_of_operations(key));
        lists.filter(|list| list.is_array())
    }

    /// The parameter behind an element of a list of parameters; `None` when its reference leads nowhere.
    pub fn entry_of_parameters(&self, entry: Node<'a>) -> Option<&Parameter<'a>> {
        self.parameter_behind(entry).map(|index| &self.parameters[index])
    }

    /// The entries of a list of parameters that have the name and place of an earlier one, with that one.
    pub fn repeated_parameters(&self, list: Node<'a>) -> Vec<(Node<'a>, Node<'a>)> {
        let mut seen = HashMap::default();
        let mut repeated = Vec::new();
        for entry in list.children().filter(|_| list.is_array()) {
            let Some(identity) = self.entry_of_parameters(entry).and_then(Parameter::identity) else { continue };
            match seen.entry(identity) {
                Entry::Vacant(vacant) => drop(vacant.insert(entry)),
                Entry::Occupied(first) => repeated.push((entry, *first.get())),
            }
        }
        repeated
    }

    /// The `schemes` of the definition and of its operations.
    pub fn scheme_lists(&self) -> impl Iterator<Item = Node<'a>> {
        self.own_and_of_operations("schemes").filter(|list| list.is_array())
    }

    /// Each scheme that is a string, with its text.
    pub fn schemes(&self) -> impl Iterator<Item = (Node<'a>, Cow<'a, str>)> {
        self.scheme_lists().flat_map(Node::children).filter_map(|entry| Some((entry, entry.as_str()?)))
    }

    /// Whether the schema that holds this property lists it in `required`.
    pub fn is_required_by_parent(&self, schema: &Schema<'a>) -> bool {
        let (Relation::Property, Some(parent), Some(name)) = (schema.relation, schema.parent, schema.node.key()) else {
            return false;
        };
        self.requires(&self.schemas[parent], &name)
    }
}

fn is_comparable_list(list: &Node<'_>) -> bool {
    list.is_array() && list.span().len() <= LONGEST_COMPARED_LIST
}

/// What an object holds according to its schema; looked up, since many schemas may be put together of one that is large.
#[derive(Debug)]
pub struct Members<'s, 'a> {
    definition: &'s Definition<'a>,
    layers: Vec<&'s Schema<'a>>,
    /// Whether it may have properties that the schema does not name.
    pub is_open: bool,
}

impl<'s, 'a> Members<'s, 'a> {
    pub fn has_property(&self, name: &str) -> bool {
        let holders = self.layers.iter().filter_map(|layer| layer.get(Keyword::Properties));
        holders.filter(|holder| holder.is_object()).any(|holder| holder.get(name).is_some())
    }

    pub fn requires(&self, name: &str) -> bool {
        self.layers.iter().any(|layer| self.definition.requires(layer, name))
    }

    /// The names that it requires.
    pub fn required(&self) -> HashSet<Cow<'a, str>> {
        let lists = self.layers.iter().filter_map(|layer| layer.get(Keyword::Required));
        lists.filter(|list| list.is_array()).flat_map(Node::children).filter_map(Node::as_str).collect()
    }

    /// The names of its properties.
    pub fn properties(&self) -> impl Iterator<Item = Cow<'a, str>> {
        let holders = self.layers.iter().filter_map(|layer| layer.get(Keyword::Properties));
        holders.filter(|holder| holder.is_object()).flat_map(Node::children).filter_map(Node::key)
    }
}

/// Looks up the last token of a reference; it may be percent-encoded, as in a URI.
fn named<'n>(reference: &str, prefix: &str, find: impl Fn(&str) -> Option<&'n usize>) -> Option<usize> {
    let name = reference.strip_prefix(prefix)?;
    if name.contains('/') {
        return None;
    }
    let name: Cow<'_, str> =
        if name.contains('~') { name.replace("~1", "/").replace("~0", "~").into() } else { name.into() };
    find(&name).or_else(|| find(&percent_decoded(&name)?)).copied()
}
