//! What a definition lacks of what samples tell, as edits; what the author wrote stays as it is.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::evidence::{Evidence, Property, Told, named};
use super::scaffold::{self, type_of};
use super::target::{Found, Target};
use super::{Sample, shown};
use crate::connector::definition::uses::{Use, Uses, part_of};
use crate::connector::definition::{Definition, Keyword, Relation, Schema};
use crate::json::{Insertion, Node, Slot, join, replace_laid_out, splice};
use crate::text::Edit;

/// So many users of a shared definition are named.
const MOST_USERS: usize = 5;

/// Edits, and what there is to say about them.
#[derive(Debug, Default)]
pub struct Refined {
    pub edits: Vec<Edit>,
    pub followed: Vec<String>,
    pub doubts: Vec<String>,
    /// What the samples say that the definition rules out.
    pub troubles: Vec<String>,
}

/// Adds what is missing at the target and below it.
pub fn refine(
    definition: &Definition<'_>,
    file: &str,
    target: &Target<'_, '_>,
    told: &Evidence,
    samples: &[Sample],
) -> Refined {
    let mut refiner = Refiner {
        definition,
        file,
        samples,
        target,
        told: BTreeMap::new(),
        parts: BTreeMap::new(),
        refined: Refined::default(),
    };
    let schema = || scaffold::schema(told, None, target.direction);
    match target.found {
        Found::Schema(found) => {
            refiner.visit(found, told, String::new());
            refiner.edit_all();
        }
        Found::Holder(holder) => {
            refiner.note_part(holder, true);
            refiner.refined.edits = splice(holder, &[], &[member("schema", &schema())]);
        }
        Found::Operation(operation) => refiner.refined.edits = new_parameter(operation, schema()),
    }
    refiner.tell_parts();
    refiner.refined
}

fn member<'a>(key: &str, value: &Value) -> Insertion<'a> {
    Insertion { slot: Slot::End, key: Some(key.to_owned()), value: pretty(value) }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("a value can be written")
}

fn new_parameter(operation: Node<'_>, schema: Value) -> Vec<Edit> {
    let parameter = json!({ "name": "body", "in": "body", "required": true, "schema": schema });
    if let Some(list) = operation.get("parameters").filter(|list| list.is_array()) {
        return splice(list, &[], &[Insertion { slot: Slot::End, key: None, value: pretty(&parameter) }]);
    }
    let slot = operation.get("responses").map_or(Slot::End, Slot::Before);
    let parameters = Insertion { slot, key: Some("parameters".to_owned()), value: pretty(&json!([parameter])) };
    splice(operation, &[], &[parameters])
}

struct Refiner<'s, 'a> {
    definition: &'s Definition<'a>,
    /// The name of the definition's file.
    file: &'s str,
    samples: &'s [Sample],
    target: &'s Target<'s, 'a>,
    /// By number of a schema what is told of it, and where in the body; a shared one is told of in several places.
    told: BTreeMap<usize, Vec<(&'s Evidence, String)>>,
    /// The shared parts that were met, by their place, and whether they are changed.
    parts: BTreeMap<u32, (Node<'a>, bool)>,
    refined: Refined,
}

impl<'s, 'a> Refiner<'s, 'a> {
    /// Finds for each part of what is told the schema that is about it.
    fn visit(&mut self, schema: &'s Schema<'a>, told: &'s Evidence, pointer: String) {
        // Samples are no deeper than MAX_DEPTH, so recursion is bounded, also where a schema holds itself.
        let Some(schema) = self.definition.resolve(schema) else {
            let place = self.place(schema.node);
            self.refined.troubles.push(format!("{place}: the reference for {} leads nowhere", named(&pointer)));
            return;
        };
        self.note_part(schema.node, false);
        if schema.has(Keyword::DynamicSchema) || schema.has(Keyword::DynamicProperties) {
            let what = format!("{} is described by the service at run time, and left as it is", named(&pointer));
            self.refined.doubts.push(what);
            return;
        }
        if !self.check(schema, told, &pointer) {
            return;
        }
        if let (Some(items), Some(elements)) = (&told.items, self.definition.items(schema)) {
            self.visit(elements, items, join(&pointer, "0"));
        }
        for property in &told.properties {
            if let Some(found) = self.definition.property(schema, &property.name) {
                self.visit(found, &property.value, join(&pointer, &property.name));
            }
        }
        self.told.entry(schema.index).or_default().push((told, pointer));
    }

    /// Whether what is told can be described by a schema; tells what speaks against it.
    fn check(&mut self, schema: &Schema<'a>, told: &Evidence, pointer: &str) -> bool {
        let (Some(kind), Some(place)) = (told.kind(), told.place()) else { return true };
        if let (Some(type_node), Some(type_name)) = (schema.get(Keyword::Type), schema.type_name()) {
            let (is_described, place) = match (&*type_name, kind) {
                ("integer", Told::Number) => (told.fraction.is_none(), told.fraction.unwrap_or(place)),
                (name @ ("boolean" | "integer" | "number" | "string" | "array" | "object"), _) => {
                    (type_of(told).is_some_and(|told| told == name || (name == "number" && told == "integer")), place)
                }
                // What other types stand for is not known.
                _ => (true, place),
            };
            if !is_described {
                let here =
                    if told.fraction == Some(place) { "a number with a fraction".into() } else { kind.to_string() };
                let (here_at, there) = (shown(place, self.samples), self.place(type_node));
                let what = named(pointer);
                self.refined.troubles.push(format!(
                    "{here_at}: {what} is {here}, but of type `{type_name}` in the definition ({there})"
                ));
                return false;
            }
        }
        self.check_format(schema, told, pointer);
        self.check_required(schema, told, pointer);
        true
    }

    fn check_format(&mut self, schema: &Schema<'a>, told: &Evidence, pointer: &str) {
        let Some((node, format)) = schema.get(Keyword::Format).zip(schema.str(Keyword::Format)) else { return };
        if let Some(place) = told.formats.against(&format) {
            let (here, there, what) = (shown(place, self.samples), self.place(node), named(pointer));
            self.refined.doubts.push(format!("{here}: {what} is no `{format}`, as the definition has it ({there})"));
        }
    }

    fn check_required(&mut self, schema: &Schema<'a>, told: &Evidence, pointer: &str) {
        let required = schema.get(Keyword::Required).filter(|required| required.is_array());
        for (node, name) in
            required.into_iter().flat_map(Node::children).filter_map(|node| node.as_str().map(|name| (node, name)))
        {
            let present =
                told.properties.iter().find(|property| property.name == name).map_or(0, |found| found.present);
            if present < told.objects {
                let (what, place) = (named(&join(pointer, &name)), self.place(node));
                let count = told.objects - present;
                self.refined.doubts.push(format!(
                    "{what} is required by the definition ({place}), but missing {count} times in the samples"
                ));
            }
        }
    }

    fn edit_all(&mut self) {
        for (index, tellings) in std::mem::take(&mut self.told) {
            let Some(schema) = self.definition.schemas.get(index) else { continue };
            let told = self.together(&tellings);
            let edits = self.edits(schema, &told, tellings.first().map_or("", |(_, pointer)| pointer));
            if !edits.is_empty() {
                self.note_part(schema.node, true);
            }
            self.refined.edits.extend(edits);
        }
    }

    /// What several places of the samples tell about one schema.
    fn together(&mut self, tellings: &[(&'s Evidence, String)]) -> Cow<'s, Evidence> {
        let Some(((first, _), others)) = tellings.split_first() else { return Cow::Owned(Evidence::default()) };
        if others.is_empty() {
            return Cow::Borrowed(first);
        }
        let mut mixes = Vec::new();
        let mut together = (*first).clone();
        for (told, pointer) in others {
            together.merge(told, pointer, &mut mixes);
        }
        self.refined.troubles.extend(mixes.iter().map(|mix| mix.shown(self.samples)));
        Cow::Owned(together)
    }

    fn edits(&mut self, schema: &Schema<'a>, told: &Evidence, pointer: &str) -> Vec<Edit> {
        if schema.node.is_empty() {
            let key = schema.node.key().filter(|_| schema.relation == Relation::Property);
            let new = scaffold::schema(told, key.as_deref(), self.target.direction);
            return if told.kind().is_some() { vec![replace_laid_out(schema.node, &pretty(&new))] } else { Vec::new() };
        }
        let mut inserted = missing_type(schema, told);
        let mut edits = Vec::new();
        if told.kind() == Some(Told::Array) && !schema.has(Keyword::Items) && !schema.has(Keyword::AllOf) {
            inserted.push(member("items", &scaffold::items(told, self.target.direction)));
        }
        let missing = self.missing_properties(schema, told, pointer);
        if !missing.is_empty() {
            match schema.get(Keyword::Properties).filter(|properties| properties.is_object()) {
                Some(properties) => {
                    let schema = |property: &Property| {
                        scaffold::schema(&property.value, Some(&property.name), self.target.direction)
                    };
                    let members: Vec<_> =
                        missing.iter().map(|property| member(&property.name, &schema(property))).collect();
                    edits.extend(splice(properties, &[], &members));
                }
                None => inserted.push(member("properties", &scaffold::properties(&missing, self.target.direction))),
            }
        }
        edits.extend(splice(schema.node, &[], &inserted));
        edits
    }

    /// The properties that a schema does not describe in any way.
    fn missing_properties(&mut self, schema: &Schema<'a>, told: &Evidence, pointer: &str) -> Vec<Property> {
        let others = schema.get(Keyword::AdditionalProperties);
        if others.is_some_and(Node::is_object) {
            return Vec::new();
        }
        let is_missing = |property: &&Property| self.definition.property(schema, &property.name).is_none();
        let missing: Vec<Property> = told.properties.iter().filter(is_missing).cloned().collect();
        if let (Some(node), Some(first)) = (others.filter(|others| others.as_bool() == Some(false)), missing.first()) {
            let what = named(&join(pointer, &first.name));
            let at = first.value.place().or(told.place()).map(|place| shown(place, self.samples)).unwrap_or_default();
            let there = self.place(node);
            self.refined
                .troubles
                .push(format!("{at}: {what} is not described, and the definition allows no others ({there})"));
        }
        missing
    }

    fn place(&self, node: Node<'_>) -> String {
        format!("{}:{}", self.file, self.definition.document.position(node.span().start))
    }

    fn note_part(&mut self, node: Node<'a>, is_changed: bool) {
        if let Some(part) = part_of(node) {
            self.parts.entry(part.index()).or_insert((part, false)).1 |= is_changed;
        }
    }

    /// Tells which shared parts were met, and who else uses those that change.
    fn tell_parts(&mut self) {
        if self.parts.is_empty() {
            return;
        }
        let references = Uses::of(self.definition.document);
        for (part, is_changed) in self.parts.values() {
            let mut users: Vec<Cow<'_, str>> = references.of_part(*part).iter().map(Use::user_label).collect();
            let more = users.len().saturating_sub(MOST_USERS);
            users.truncate(MOST_USERS);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let what = if *is_changed {
                format!("changes for {}{more}", users.join(", "))
            } else {
                "nothing to add".to_owned()
            };
            self.refined.followed.push(format!("`#{}`: {what}", part.pointer()));
        }
    }
}

/// The type and format of a schema that says nothing of what its values are.
fn missing_type<'a>(schema: &Schema<'a>, told: &Evidence) -> Vec<Insertion<'a>> {
    let telling = [Keyword::Type, Keyword::Properties, Keyword::Items, Keyword::AllOf, Keyword::AdditionalProperties];
    let (false, Some(name), Some(first)) =
        (telling.iter().any(|keyword| schema.has(*keyword)), type_of(told), schema.node.children().next())
    else {
        return Vec::new();
    };
    let format = told.formats.common().filter(|_| !schema.has(Keyword::Format));
    let both = [Some(("type", name)), format.map(|format| ("format", format))];
    both.into_iter()
        .flatten()
        .map(|(key, value)| Insertion {
            slot: Slot::Before(first),
            key: Some(key.to_owned()),
            value: pretty(&value.into()),
        })
        .collect()
}
