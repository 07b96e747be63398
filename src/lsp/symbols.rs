//! The outline of a definition: its operations, then its schemas. Knows nothing about the protocol.

use crate::connector::definition::Definition;
use crate::json::Node;
use crate::text::Span;

/// What an entry of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineKind {
    Action,
    Trigger,
    Schema,
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    pub name: String,
    /// What helps to tell it from others.
    pub detail: String,
    pub kind: OutlineKind,
    pub is_deprecated: bool,
    /// Key and value.
    pub span: Span,
    /// What to jump to; within `span`.
    pub name_span: Span,
}

pub fn outline(definition: &Definition<'_>) -> Vec<OutlineEntry> {
    let operations = definition.operations.iter().map(|operation| OutlineEntry {
        name: operation.label(),
        detail: format!("{} {}", operation.method.to_uppercase(), operation.path),
        kind: if operation.trigger().is_some() { OutlineKind::Trigger } else { OutlineKind::Action },
        is_deprecated: operation.is_deprecated(),
        span: whole(operation.node),
        name_span: operation.id.filter(|id| id.is_string()).unwrap_or(operation.node).place().span,
    });
    let schemas = definition.root.get("definitions").filter(|schemas| schemas.is_object());
    let schemas = schemas.into_iter().flat_map(Node::children).map(|node| OutlineEntry {
        name: node.key().unwrap_or_default().into_owned(),
        detail: node.str_member("type").unwrap_or_default().into_owned(),
        kind: OutlineKind::Schema,
        is_deprecated: false,
        span: whole(node),
        name_span: node.key_place().span,
    });
    // Clients refuse an outline with an entry that has no name.
    operations.chain(schemas).filter(|entry| !entry.name.trim().is_empty()).collect()
}

fn whole(node: Node<'_>) -> Span {
    let value = node.span();
    Span { start: node.key_span().unwrap_or(value).start, end: value.end }
}
