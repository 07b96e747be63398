//! `x-ms-connector-metadata`: what the definition says about the connector's owner, and the categories it may have.
//!
//! Names are compared without regard to case: 76 published connectors write `Privacy Policy`. Judges nothing.

use super::definition::Definition;
use crate::json::{Node, quote};

/// The extension at the root of the definition.
pub const METADATA: &str = "x-ms-connector-metadata";

pub const WEBSITE: &str = "Website";
pub const PRIVACY_POLICY: &str = "Privacy policy";
pub const CATEGORIES: &str = "Categories";

/// The categories that a connector can be filed under (documented for certification).
pub const KNOWN_CATEGORIES: [&str; 19] = [
    "AI",
    "Business Management",
    "Business Intelligence",
    "Collaboration",
    "Commerce",
    "Communication",
    "Content and Files",
    "Finance",
    "Data",
    "Human Resources",
    "Internet of Things",
    "IT Operations",
    "Lifestyle and Entertainment",
    "Marketing",
    "Productivity",
    "Sales and CRM",
    "Security",
    "Social Media",
    "Website",
];

/// How many categories a connector may have (documented for certification).
pub const CATEGORY_LIMIT: usize = 2;

/// The list of metadata.
pub fn list<'a>(definition: &Definition<'a>) -> Option<Node<'a>> {
    definition.root.get(METADATA).filter(|list| list.is_array())
}

/// The member of a metadata entry with this name; one published connector capitalises it.
pub fn member<'a>(entry: Node<'a>, name: &str) -> Option<Node<'a>> {
    let is_it = |member: &Node<'a>| member.key().is_some_and(|key| key.eq_ignore_ascii_case(name));
    if entry.is_object() { entry.children().find(is_it) } else { None }
}

/// The entry that gives this property.
pub fn entry<'a>(definition: &Definition<'a>, name: &str) -> Option<Node<'a>> {
    let is_it = |entry: &Node<'a>| {
        let given = member(*entry, "propertyName").and_then(Node::as_str);
        given.is_some_and(|given| given.trim().eq_ignore_ascii_case(name))
    };
    list(definition)?.children().find(is_it)
}

/// The value that the metadata give for this property.
pub fn value<'a>(definition: &Definition<'a>, name: &str) -> Option<Node<'a>> {
    member(entry(definition, name)?, "propertyValue")
}

/// Entries for these properties, as JSON on one line, whose values are for the author to replace; `None` without any.
pub fn placeholder(names: &[&str]) -> Option<String> {
    let entry = |name: &&str| {
        let value = quote(&format!("<<{}>>", name.to_lowercase()));
        format!("{{ \"propertyName\": {}, \"propertyValue\": {value} }}", quote(name))
    };
    (!names.is_empty()).then(|| names.iter().map(entry).collect::<Vec<_>>().join(", "))
}

/// The categories as written, with their places in the text of the value.
pub fn categories(value: &str) -> impl Iterator<Item = (std::ops::Range<usize>, &str)> {
    let mut start = 0;
    value.split(';').filter_map(move |piece| {
        let begin = start + (piece.len() - piece.trim_start().len());
        start += piece.len() + 1;
        let name = piece.trim();
        (!name.is_empty()).then(|| (begin..begin + name.len(), name))
    })
}
