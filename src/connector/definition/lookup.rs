//! Following references and finding things by name.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashSet};

use super::{Definition, Keyword, Operation, Parameter, ParameterUse, Relation, Response, ResponseUse, Schema};
use crate::json::Node;
use crate::text::percent_decoded;

/// A chain of references is followed this far; published definitions have chains of one.
const MAX_REFERENCE_CHAIN: usize = 32;

/// A property is looked for below this many nested `allOf` levels.
const MAX_ALL_OF_DEPTH: usize = 16;

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
        self.property_below(schema, name, MAX_ALL_OF_DEPTH)
    }

    fn property_below(&self, schema: &Schema<'a>, name: &str, depth: usize) -> Option<&Schema<'a>> {
        let schema = self.resolve(schema)?;
        let own = schema.get(Keyword::Properties).and_then(|properties| self.schema_at(properties.get(name)?));
        if own.is_some() || depth == 0 {
            return own;
        }
        let members = schema.get(Keyword::AllOf).filter(|all_of| all_of.is_array())?;
        members.children().find_map(|member| self.property_below(self.schema_at(member)?, name, depth - 1))
    }

    /// The schema that this one is a part of by `allOf`.
    pub fn all_of_parent(&self, schema: &Schema<'a>) -> Option<&Schema<'a>> {
        if schema.relation == Relation::AllOf { schema.parent.map(|parent| &self.schemas[parent]) } else { None }
    }

    /// What an object of this schema holds, with all that references and `allOf` bring in.
    pub fn members(&self, schema: &Schema<'a>) -> Members<'a> {
        let mut members = Members::default();
        let mut seen = HashSet::default();
        let mut open = vec![(schema, 0)];
        while let Some((schema, depth)) = open.pop() {
            if !seen.insert(schema.index) {
                continue;
            }
            if depth > MAX_ALL_OF_DEPTH {
                members.is_open = true;
                break;
            }
            if let Some(reference) = schema.str(Keyword::Reference) {
                match self.referenced_schema(&reference) {
                    Some(schema) => open.push((schema, depth + 1)),
                    None => members.is_open = true,
                }
                continue;
            }
            members.is_open |= [Keyword::DynamicSchema, Keyword::DynamicProperties].iter().any(|key| schema.has(*key))
                || schema.get(Keyword::AdditionalProperties).is_some_and(|more| more.as_bool() != Some(false));
            let properties = schema.get(Keyword::Properties).filter(|properties| properties.is_object());
            members.properties.extend(properties.into_iter().flat_map(Node::children).filter_map(Node::key));
            let required = schema.get(Keyword::Required).filter(|required| required.is_array());
            members.required.extend(required.into_iter().flat_map(Node::children).filter_map(Node::as_str));
            let parts = schema.get(Keyword::AllOf).filter(|parts| parts.is_array());
            open.extend(
                parts.into_iter().flat_map(Node::children).filter_map(|part| Some((self.schema_at(part)?, depth + 1))),
            );
        }
        members
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
        self.schemas[parent]
            .get(Keyword::Required)
            .filter(|required| required.is_array())
            .is_some_and(|required| required.children().any(|entry| entry.is_str(&name)))
    }
}

/// What an object holds according to its schema.
#[derive(Debug, Default)]
pub struct Members<'a> {
    /// The names of its properties.
    pub properties: BTreeSet<Cow<'a, str>>,
    pub required: BTreeSet<Cow<'a, str>>,
    /// Whether it may have properties that the schema does not name.
    pub is_open: bool,
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
