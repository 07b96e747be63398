//! Following a path of property names through schemas, as dynamic extensions write them: `data/items`.

use foldhash::{HashMap, HashMapExt, HashSet};
use std::borrow::Cow;

use super::{Definition, Keyword, Operation, Relation, Schema};
use crate::json::Node;

/// So many schemas are looked into for one property, as `allOf` can branch; published ones compose a handful.
const MAX_ALL_OF: usize = 16;

/// A path with more names than this leads nowhere that is known; published ones have a handful.
const MAX_NAMES: usize = 64;

/// Properties that take more nodes than these are looked up in an index; fewer are sooner looked through.
const MOST_NODES_SEARCHED: u32 = 64;

/// For each schema that lists many properties, the numbers of their schemas by name.
pub(super) type PropertyIndex = HashMap<usize, HashMap<Box<str>, usize>>;

/// For each schema that requires many properties, their names.
pub(super) type RequiredIndex = HashMap<usize, HashSet<Box<str>>>;

/// Where a path leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Path {
    /// The numbers of the schemas on the way, the last one being the goal; references are not followed there.
    Found(Vec<usize>),
    /// The schemas do not say what there is.
    Open,
    /// The schemas say what there is, and this is not among it.
    Missing,
}

impl Path {
    pub fn is_missing(&self) -> bool {
        *self == Self::Missing
    }

    pub fn is_found(&self) -> bool {
        matches!(self, Self::Found(_))
    }

    /// The schema that the path leads to.
    pub fn goal(&self) -> Option<usize> {
        match self {
            Self::Found(way) => way.last().copied(),
            _ => None,
        }
    }
}

/// What one name leads to.
enum Step {
    Found(usize),
    Open,
    Missing,
}

impl<'a> Definition<'a> {
    /// The property that a schema object lists itself.
    pub fn own_property(&self, schema: &Schema<'a>, name: &str) -> Option<&Schema<'a>> {
        let properties = schema.get(Keyword::Properties)?;
        if properties.end_index() - properties.index() <= MOST_NODES_SEARCHED {
            return self.schema_at(properties.get(name)?);
        }
        let index = self.property_index.get_or_init(|| {
            let mut index = PropertyIndex::new();
            for schema in self.schemas.iter().filter(|schema| schema.relation == Relation::Property) {
                let holder = schema.node.parent().filter(|it| it.end_index() - it.index() > MOST_NODES_SEARCHED);
                if let (Some(_), Some(parent), Some(name)) = (holder, schema.parent, schema.node.key()) {
                    index.entry(parent).or_default().insert(name.into(), schema.index);
                }
            }
            index
        });
        index.get(&schema.index)?.get(name).map(|&index| &self.schemas[index])
    }

    /// Whether a schema object itself lists a name in `required`.
    pub fn requires(&self, schema: &Schema<'a>, name: &str) -> bool {
        let required = |schema: &Schema<'a>| schema.get(Keyword::Required).filter(|required| required.is_array());
        let is_long = |list: &Node<'a>| list.end_index() - list.index() > MOST_NODES_SEARCHED;
        let Some(list) = required(schema) else { return false };
        if !is_long(&list) {
            return list.children().any(|entry| entry.is_str(name));
        }
        let index = self.required_index.get_or_init(|| {
            let names = |list: Node<'a>| list.children().filter_map(Node::as_str).map(Into::into).collect();
            let lists =
                self.schemas.iter().filter_map(|schema| Some((schema.index, required(schema).filter(is_long)?)));
            lists.map(|(schema, list)| (schema, names(list))).collect()
        });
        index.get(&schema.index).is_some_and(|names| names.contains(name))
    }

    /// Follows a path (names with `/` between them) from a schema through references, `allOf` and the items of arrays.
    pub fn follow(&self, schema: &Schema<'a>, path: &str) -> Path {
        let mut way = vec![schema.index];
        let mut rest = path.trim_matches('/');
        while !rest.is_empty() {
            if way.len() > MAX_NAMES {
                return Path::Open;
            }
            let at = &self.schemas[way[way.len() - 1]];
            let (name, tail) = rest.split_once('/').unwrap_or((rest, ""));
            match self.step(at, &unescaped(name)) {
                Step::Found(next) => way.push(next),
                Step::Open => return Path::Open,
                // Some write the slash of a name as it is.
                Step::Missing => match self.step(at, rest) {
                    Step::Found(next) => {
                        way.push(next);
                        return Path::Found(way);
                    }
                    _ => return Path::Missing,
                },
            }
            rest = tail;
        }
        Path::Found(way)
    }

    fn step(&self, schema: &Schema<'a>, name: &str) -> Step {
        let mut seen = Vec::new();
        let mut pending = vec![schema];
        let mut is_open = false;
        while let Some(schema) = pending.pop() {
            is_open |= is_dynamic(schema);
            let Some(schema) = self.resolve(schema) else {
                is_open = true;
                continue;
            };
            if seen.contains(&schema.index) {
                continue;
            }
            if seen.len() == MAX_ALL_OF {
                return Step::Open;
            }
            seen.push(schema.index);
            if let Some(property) = self.own_property(schema, name) {
                return Step::Found(property.index);
            }
            is_open |= says_nothing(schema) || is_dynamic(schema) || has_more(schema);
            let members = schema.get(Keyword::AllOf).filter(|all_of| all_of.is_array());
            pending.extend(members.into_iter().flat_map(crate::json::Node::children).filter_map(|m| self.schema_at(m)));
            match schema.get(Keyword::Items).map(|items| self.schema_at(items)) {
                // An index into an array leads to its items.
                Some(Some(items)) if name.bytes().all(|byte| byte.is_ascii_digit()) => return Step::Found(items.index),
                Some(Some(items)) => pending.push(items),
                Some(None) => is_open = true,
                None => {}
            }
        }
        if is_open { Step::Open } else { Step::Missing }
    }

    /// Whether a schema is an array; `None` where it does not say what it is.
    pub fn is_array(&self, schema: &Schema<'a>) -> Option<bool> {
        if is_dynamic(schema) {
            return None;
        }
        let schema = self.resolve(schema)?;
        if is_dynamic(schema) {
            return None;
        }
        if schema.is_type("array") || schema.has(Keyword::Items) {
            return Some(true);
        }
        if let Some(members) = schema.get(Keyword::AllOf).filter(|all_of| all_of.is_array()) {
            // One level is enough: arrays are not composed in published definitions.
            let mut members = members.children().filter_map(|member| self.resolve(self.schema_at(member)?));
            return members.all(|member| member.is_type("object")).then_some(false);
        }
        if says_nothing(schema) || has_more(schema) { None } else { Some(false) }
    }

    /// The schema of what an operation gives when it succeeds: that of 200, else of another 2xx, else the default's.
    pub fn success_schema(&self, operation: &Operation<'a>) -> Option<&Schema<'a>> {
        let rank = |code: &str| match code {
            "200" => 0,
            "default" => 2,
            _ => 1,
        };
        let responses = operation.responses.iter().filter(|used| used.is_success() || used.is_default());
        let schemas = responses.filter_map(|used| Some((rank(&used.code()), self.response_schema(used)?)));
        schemas.min_by_key(|(rank, _)| *rank).map(|(_, schema)| schema)
    }
}

/// Whether the service tells at run time what it holds.
fn is_dynamic(schema: &Schema<'_>) -> bool {
    schema.has(Keyword::DynamicSchema) || schema.has(Keyword::DynamicProperties)
}

/// Whether it may be anything, or an object with anything in it.
fn says_nothing(schema: &Schema<'_>) -> bool {
    let is_any = schema.type_name().is_none_or(|name| name == "object");
    let lists_properties = schema.get(Keyword::Properties).is_some_and(|properties| !properties.is_empty());
    is_any && !lists_properties && !schema.has(Keyword::AllOf) && !schema.has(Keyword::Items)
}

/// Whether it may hold more than it lists.
fn has_more(schema: &Schema<'_>) -> bool {
    schema.has(Keyword::Discriminator)
        || schema.get(Keyword::AdditionalProperties).is_some_and(|more| more.as_bool() != Some(false))
}

fn unescaped(name: &str) -> Cow<'_, str> {
    if name.contains('~') { name.replace("~1", "/").replace("~0", "~").into() } else { name.into() }
}
