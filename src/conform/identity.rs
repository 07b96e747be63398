//! What tells elements of known arrays apart, so that such arrays are merged element by element.

use crate::json::Node;

/// Lists of texts whose order means nothing.
const SETS: [&str; 8] =
    ["capabilities", "consumes", "produces", "required", "schemes", "scopes", "scriptOperations", "tags"];

/// The identity of an element of the array under this key; `None` where arrays are one value.
pub fn of(array: &str, element: Node<'_>) -> Option<String> {
    if let Some(text) = element.as_str() {
        return SETS.contains(&array).then(|| text.into_owned());
    }
    let member = |key: &str| element.str_member(key).map(std::borrow::Cow::into_owned);
    match array {
        "tags" => member("name"),
        "x-ms-connector-metadata" => member("propertyName"),
        "policyTemplateInstances" => Some(format!("{} {}", member("templateId")?, member("title")?)),
        "parameters" => member("$ref").or_else(|| Some(format!("{} {}", member("in")?, member("name")?))),
        _ => None,
    }
}
