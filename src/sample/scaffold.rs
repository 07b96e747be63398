//! New schemas made of what samples tell, with placeholders where an author has to write.

use serde_json::{Map, Value, json};

use super::evidence::{Evidence, Property, Told};
use super::summary::summary_of;

/// Whether properties that are always there are listed as required: services leave out of a response what they like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Request,
    Response,
}

/// One object tells nothing about what may be left out.
const FEWEST_OBJECTS: usize = 2;

/// The schema of a value; of a property with its placeholders.
pub fn schema(told: &Evidence, property: Option<&str>, direction: Direction) -> Value {
    // Samples are no deeper than MAX_DEPTH, so recursion is bounded.
    let mut schema = Map::new();
    if let Some(name) = type_of(told) {
        schema.insert("type".to_owned(), name.into());
    }
    if let Some(format) = told.formats.common() {
        schema.insert("format".to_owned(), format.into());
    }
    if let Some(key) = property {
        let summary = summary_of(key);
        // The rule `PlaceholderText` knows the mark, and so reminds of it.
        let description = format!("TODO: describe {summary}.");
        schema.insert("x-ms-summary".to_owned(), summary.into());
        schema.insert("description".to_owned(), description.into());
    }
    match told.kind() {
        Some(Told::Object) if !told.properties.is_empty() => {
            let required = required(told, direction);
            if !required.is_empty() {
                schema.insert("required".to_owned(), required.into());
            }
            schema.insert("properties".to_owned(), properties(&told.properties, direction));
        }
        Some(Told::Array) => {
            schema.insert("items".to_owned(), items(told, direction));
        }
        _ => {}
    }
    schema.into()
}

/// The type in the words of a schema; `None` where samples held nothing but null.
pub fn type_of(told: &Evidence) -> Option<&'static str> {
    Some(match told.kind()? {
        Told::Boolean => "boolean",
        Told::Number if told.fraction.is_none() => "integer",
        Told::Number => "number",
        Told::String => "string",
        Told::Array => "array",
        Told::Object => "object",
    })
}

pub fn properties(properties: &[Property], direction: Direction) -> Value {
    let schema = |property: &Property| schema(&property.value, Some(&property.name), direction);
    properties.iter().map(|property| (property.name.clone(), schema(property))).collect::<Map<_, _>>().into()
}

/// The schema of elements; that of arrays which were all empty says nothing.
pub fn items(told: &Evidence, direction: Direction) -> Value {
    told.items.as_ref().map_or_else(|| json!({}), |items| schema(items, None, direction))
}

fn required(told: &Evidence, direction: Direction) -> Vec<String> {
    let is_told = direction == Direction::Request && told.objects >= FEWEST_OBJECTS;
    let always = told.properties.iter().filter(|property| is_told && property.present == told.objects);
    always.map(|property| property.name.clone()).collect()
}
