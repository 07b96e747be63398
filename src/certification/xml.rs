//! XML of solutions: parsed by a library, with the places of elements, and without declarations of entities.

use roxmltree::{Document, Error, Node, ParsingOptions};

use super::solution::{Value, XmlProblem};
use crate::text::{FileId, Place, Span, Text};

/// More elements than any solution has; the rest is not read.
const MAX_NODES: u32 = 500_000;

/// Parses a text. Fails with the place and the reason when it is not XML, or declares entities.
pub(super) fn parse(file: FileId, text: &Text) -> Result<Document<'_>, XmlProblem> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text.as_str(), options).map_err(|error| {
        let position = error.pos();
        let line = text.line_span(position.row).unwrap_or_default();
        let column = text.slice(line).char_indices().nth(position.col.saturating_sub(1) as usize);
        let start = line.start as usize + column.map_or(line.len(), |(at, _)| at);
        let declares_entities = matches!(error, Error::DtdDetected);
        XmlProblem { place: Place { file, span: Span::at(start) }, message: reason(&error), declares_entities }
    })
}

/// The library's words without the place, which is told apart.
fn reason(error: &Error) -> String {
    let message = error.to_string();
    let end = message.rfind(" at ").filter(|at| message[*at..].contains(':')).unwrap_or(message.len());
    crate::archive::shown(&message[..end])
}

pub(super) fn place(file: FileId, node: Node<'_, '_>) -> Place {
    Place { file, span: Span::new(node.range().start, node.range().end) }
}

/// The name of an element as its place: people look for the tag.
pub(super) fn tag(file: FileId, node: Node<'_, '_>) -> Place {
    let start = node.range().start;
    Place { file, span: Span::new(start, start + 1 + node.tag_name().name().len()) }
}

/// The text in an element, and where it stands.
pub(super) fn value(file: FileId, node: Node<'_, '_>) -> Value {
    let text = node.first_child().filter(Node::is_text);
    Value { text: node.text().unwrap_or_default().trim().to_owned(), place: place(file, text.unwrap_or(node)) }
}

/// The first child element of this name, in any case.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && child.tag_name().name().eq_ignore_ascii_case(name))
}

/// The first element of exactly this name, wherever it is.
pub(super) fn first<'a, 'i>(document: &'a Document<'i>, name: &str) -> Option<Node<'a, 'i>> {
    document.descendants().find(|node| node.is_element() && node.tag_name().name() == name)
}

/// Whether an element holds anything: that is how Microsoft's validator sees whether it counts.
pub(super) fn holds_something(node: Node<'_, '_>) -> bool {
    let is_blank = |child: &Node<'_, '_>| child.is_text() && child.text().is_none_or(|text| text.trim().is_empty());
    node.attributes().len() > 0 || node.children().any(|child| !is_blank(&child))
}
