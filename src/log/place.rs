//! Finds what a log reports in the local files: the very place, or the nearest one that exists.

use super::{LogFinding, Target};
use crate::connector::{Artifact, Connector};
use crate::json::{Document, Node};
use crate::text::{Place, Span};

/// A chain of references is followed this far.
const MAX_REFERENCE_CHAIN: usize = 32;

/// Where something of a log is in the local files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub place: Place,
    /// The pointer that was meant; `None` where the log gives lines.
    pub pointer: Option<String>,
    /// What is missing below the place; empty where the very place exists.
    pub missing: String,
}

/// The place of a finding; `None` where the log says none, or the connector has no such file.
pub fn find(connector: &Connector, finding: &LogFinding) -> Option<Placed> {
    let artifact = connector.artifact(finding.role)?;
    match finding.target.as_ref()? {
        Target::Pointer(pointer) => {
            let (node, missing) = nearest(artifact.document()?, pointer);
            Some(Placed { place: node.place(), pointer: Some(pointer.clone()), missing })
        }
        Target::Operation(path) => operation(artifact.document()?, path),
        Target::Position(line, column) => position(artifact, *line, *column),
    }
}

/// The node at a pointer, or its nearest ancestor that exists, and what of the pointer is left.
fn nearest<'a>(document: &'a Document, pointer: &str) -> (Node<'a>, String) {
    let mut end = pointer.len();
    loop {
        let (upper, missing) = pointer.split_at(end);
        if let Some(node) = document.at(upper) {
            return (node, missing.to_owned());
        }
        match upper.rfind('/') {
            Some(slash) => end = slash,
            None => return (document.root(), pointer.to_owned()),
        }
    }
}

fn position(artifact: &Artifact, line: u32, column: u32) -> Option<Placed> {
    let text = artifact.text()?;
    let line = text.line_span(line)?;
    let bytes = text.slice(line).char_indices().nth(column.saturating_sub(1) as usize);
    let offset = bytes.map_or(line.end, |(byte, _)| line.start + byte as u32);
    let place = Place { file: artifact.id, span: Span { start: offset, end: offset } };
    Some(Placed { place, pointer: None, missing: String::new() })
}

/// The change detector's path: `operation/ID/parameter/NAME/schema/PROPERTY/.../FACET`.
fn operation(document: &Document, path: &str) -> Option<Placed> {
    let mut steps = path.split('/').skip(1);
    let id = steps.next()?;
    let paths = document.root().get("paths")?;
    let found = paths
        .children()
        .flat_map(Node::children)
        .find(|operation| operation.get("operationId").is_some_and(|node| node.is_str(id)));
    let Some(mut node) = found else {
        // A deleted operation is nowhere; its absence is seen among the paths.
        return Some(Placed { place: paths.place(), pointer: Some(paths.pointer()), missing: format!("/{id}") });
    };
    let steps: Vec<String> = steps.map(unescape).collect();
    let mut done = 0;
    while let Some(step) = steps.get(done) {
        let (next, taken) = match (step.as_str(), steps.get(done + 1)) {
            ("parameter", Some(name)) => (parameter(node, name), 2),
            ("x-ms-notification-content", _) => (notification_content(node), 1),
            _ => (below(node, step), 1),
        };
        match next {
            Some(next) => (node, done) = (resolve(next), done + taken),
            None => break,
        }
    }
    let missing = steps.iter().skip(done).map(|step| format!("/{step}")).collect();
    Some(Placed { place: node.place(), pointer: Some(node.pointer()), missing })
}

/// The detector has it among the responses; in the file it stands beside the operation.
fn notification_content(responses: Node<'_>) -> Option<Node<'_>> {
    responses.parent()?.parent()?.get("x-ms-notification-content")
}

/// Keys of JSON keep their escapes in these paths as they do in pointers.
fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// A property of a schema by its name alone, or a member.
fn below<'a>(node: Node<'a>, step: &str) -> Option<Node<'a>> {
    node.get("properties").and_then(|properties| properties.get(step)).or_else(|| node.get(step))
}

/// A parameter of an operation, or of its path, by name.
fn parameter<'a>(operation: Node<'a>, name: &str) -> Option<Node<'a>> {
    [Some(operation), operation.parent()]
        .into_iter()
        .flatten()
        .filter_map(|owner| owner.get("parameters"))
        .flat_map(Node::children)
        .map(resolve)
        .find(|parameter| parameter.get("name").is_some_and(|node| node.is_str(name)))
}

/// What a reference leads to; the node itself where it is none.
fn resolve(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    for _ in 0..MAX_REFERENCE_CHAIN {
        let target = node.str_member("$ref").and_then(|reference| {
            let pointer = reference.strip_prefix('#')?.to_owned();
            node.document().at(&pointer)
        });
        match target {
            Some(target) => node = target,
            None => break,
        }
    }
    node
}
