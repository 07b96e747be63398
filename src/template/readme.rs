//! The readme's list of operations, and Markdown's escapes.

use serde_json::Value;

/// Summary and description of every operation that a maker sees, in the order of the definition.
pub fn operations(definition: &Value) -> Vec<(String, String)> {
    const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];
    let paths = definition.get("paths").and_then(Value::as_object);
    let operations = paths.into_iter().flat_map(|paths| paths.values()).filter_map(Value::as_object).flatten();
    operations
        .filter(|(method, _)| METHODS.contains(&method.as_str()))
        .map(|(_, operation)| operation)
        .filter(|operation| operation["x-ms-visibility"] != "internal" && operation["deprecated"] != true)
        .map(|operation| (text(operation, "summary"), text(operation, "description")))
        .collect()
}

fn text(operation: &Value, key: &str) -> String {
    operation.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The Markdown of the list: a heading for each summary, and its description below.
pub fn list<S: AsRef<str>>(operations: &[(S, S)]) -> String {
    let mut out = String::new();
    for (summary, description) in operations {
        out.extend(["\n### ", &escape(summary.as_ref()), "\n\n", &escape(description.as_ref()), "\n"]);
    }
    out
}

/// Escapes a text so that Markdown (GitHub's, too) shows it as it is, in a paragraph, heading, item or `<...>` link.
///
/// Line ends become blanks: a value never leaves its line. Characters that mean nothing where they stand stay bare,
/// so that ordinary prose reads the same in the source.
pub fn escape(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(text.len() + 8);
    let marker = list_marker(&text);
    for (at, character) in text.char_indices() {
        let follows_blank = at == 0 || text[..at].ends_with(' ');
        let has_meaning = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
            '#' => follows_blank || text[..at].ends_with('#'),
            '+' | '-' | '=' | ':' => at == 0,
            '.' | ')' => Some(at) == marker,
            '&' => is_entity(&text[at..]),
            _ => false,
        };
        if has_meaning {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// Where the `.` or `)` of an ordered list's `12.` at the start of the text stands.
fn list_marker(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && text[digits..].starts_with(['.', ')'])).then_some(digits)
}

/// Whether a text that starts with `&` is read as a character reference such as `&amp;` or `&#38;`.
fn is_entity(text: &str) -> bool {
    text[1..].find(';').is_some_and(|end| {
        let name = text[1..=end].strip_prefix('#').unwrap_or(&text[1..=end]);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
