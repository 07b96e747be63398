//! The canonical form of JSON artifacts.

use crate::connector::definition::{Definition, MOST_BYTES, MOST_CHARACTERS};
use crate::connector::shape::Shape;
use crate::connector::{Artifact, Role};
use crate::json::{self, Document, Kind, Node};
use crate::text::Position;

/// The order that the coding standards give (requirement 2.08), and where they end that of the portal's wizard.
const ROOT_KEYS: [&str; 14] = [
    "swagger",
    "info",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "paths",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
    "security",
    "tags",
];

/// The order of most published operations.
const OPERATION_KEYS: [&str; 7] =
    ["summary", "description", "operationId", "consumes", "produces", "parameters", "responses"];

/// Why an artifact was left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unformatted {
    /// No JSON, so there is no canonical form.
    NotJson,
    /// Not UTF-8 from here on.
    NotUtf8(Position),
    /// A syntax error: something might get lost.
    Damaged(Position),
    /// A key is written twice in an object: moving members would change which one counts.
    DuplicateKey(Position),
    /// Laid out, the definition would have more characters than the platform takes; as it is, it does not.
    TooLarge(usize),
}

/// The canonical form of an artifact; the same text when it has it already.
pub fn format(artifact: &Artifact) -> Result<String, Unformatted> {
    let document = artifact.document().ok_or(Unformatted::NotJson)?;
    let damaged = |offset| Err(Unformatted::Damaged(document.position(offset)));
    if let Some(offset) = artifact.invalid_utf8 {
        return Err(Unformatted::NotUtf8(document.position(offset)));
    }
    if let Some(error) = document.errors().iter().find(|error| !error.kind.is_harmless()) {
        return damaged(error.span.start);
    }
    if let Some(duplicate) = duplicate_key(document) {
        return Err(Unformatted::DuplicateKey(document.position(duplicate.key_place().span.start)));
    }
    let definition = (artifact.role == Role::Definition).then(|| Definition::of(document));
    let order = |node: Node<'_>| -> &'static [&'static str] {
        match definition.as_ref().map(|definition| definition.shape(node)) {
            Some(Shape::Root) => &ROOT_KEYS,
            Some(Shape::Operation) => &OPERATION_KEYS,
            _ => &[],
        }
    };
    let formatted = json::print(document, &order).ok_or(Unformatted::Damaged(document.position(0)))?;
    match crossed_limit(document.text().as_str(), &formatted).filter(|_| artifact.role == Role::Definition) {
        Some(limit) => Err(Unformatted::TooLarge(limit)),
        None => Ok(formatted),
    }
}

/// The limit of the platform that a text keeps, but not any more when it is laid out.
fn crossed_limit(before: &str, after: &str) -> Option<usize> {
    let limits = [MOST_BYTES as usize, MOST_CHARACTERS];
    // There are no more characters than bytes.
    let mut crossed = limits.into_iter().filter(|&limit| after.len() > limit && before.chars().count() <= limit);
    crossed.find(|&limit| after.chars().count() > limit)
}

/// The first member whose key its object holds already.
fn duplicate_key(document: &Document) -> Option<Node<'_>> {
    document.nodes().filter(|node| node.kind() == Kind::Object).find_map(|object| {
        let mut seen = foldhash::HashSet::default();
        object.children().find(|member| !seen.insert(member.key()))
    })
}
