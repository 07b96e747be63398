//! Placeholders that fixes put in where only the author knows what belongs there: JSON as it is written into a definition.
//!
//! Each holds a text with `TODO`, which `PlaceholderText` reports until the author has replaced it.

use crate::json::quote;

/// What the ids of operations begin with that the author has yet to name.
pub const ID_PREFIX: &str = "TODO_";

/// The id of an operation that has none: what is known of it, behind a mark.
pub fn operation_id(method: &str, path: &str) -> String {
    let words = std::iter::once(method).chain(path.split(|character: char| !character.is_ascii_alphanumeric()));
    let mut id = ID_PREFIX.to_owned();
    for word in words {
        let mut letters = word.chars();
        id.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        id.push_str(letters.as_str());
    }
    // `/orders/{id}` and `/orders/id` are two operations.
    if path.ends_with('}') { id + "Variable" } else { id }
}

pub fn response() -> String {
    pretty(&[("description", quote("TODO: describe the response."))])
}

/// A response that tells what comes back.
pub fn response_with_schema(schema: &str) -> String {
    pretty(&[("description", quote("TODO: describe the response.")), ("schema", schema.to_owned())])
}

/// An object with one property, or a list of such.
pub fn outputs(is_list: bool) -> String {
    let object = pretty(&[("type", quote("object")), ("properties", properties())]);
    if is_list { pretty(&[("type", quote("array")), ("items", object)]) } else { object }
}

/// The `properties` of an object of which nothing is known.
pub fn properties() -> String {
    pretty(&[("todo", property())])
}

/// A value of which nothing is known.
pub fn property() -> String {
    pretty(&[
        ("type", quote("string")),
        ("x-ms-summary", quote("TODO name the value")),
        ("description", quote("TODO: describe the value, and give it its type.")),
    ])
}

/// A parameter for a variable of a path.
pub fn path_parameter(name: &str) -> String {
    pretty(&[
        ("name", quote(name)),
        ("in", quote("path")),
        ("required", "true".to_owned()),
        ("type", quote("string")),
        ("x-ms-url-encoding", quote("single")),
        ("x-ms-summary", quote("TODO name the parameter")),
        ("description", quote("TODO: describe the parameter.")),
    ])
}

/// The operation that ends the subscription of a webhook, at its address.
pub fn unsubscription(path: &str, variable: &str) -> String {
    pretty(&[
        ("operationId", quote(&operation_id("delete", path))),
        ("summary", quote("TODO name the operation")),
        ("description", quote("TODO: say how the subscription is ended.")),
        ("x-ms-visibility", quote("internal")),
        ("parameters", format!("[\n{}\n]", indented(&path_parameter(variable)))),
        ("responses", pretty(&[("200", response())])),
    ])
}

/// An object as `serde_json::to_string_pretty` writes it, of values that are written so.
pub fn pretty(members: &[(&str, String)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(key, value)| indented(&format!("{}: {value}", quote(key)))).collect();
    format!("{{\n{}\n}}", members.join(",\n"))
}

fn indented(value: &str) -> String {
    let lines: Vec<String> = value.lines().map(|line| format!("  {line}")).collect();
    lines.join("\n")
}
