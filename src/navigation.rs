//! Names that several places of a connector share: where each is written, and which place declares it.
//!
//! Knows nothing about the protocol; what it does not recognise it leaves out.

use crate::connector::definition::annotation::Annotation;
use crate::connector::definition::{Definition, Reference};
use crate::connector::policies::expression;
use crate::connector::properties::Properties;
use crate::json::Node;
use crate::rule::View;
use crate::text::{FileId, Place, Span};

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// An operation, by its id; there may be none of this id.
    Operation(String),
    /// A shared schema, parameter or response: its node in the definition.
    Shared(u32),
    /// A connection parameter, by its name in lower case; several sets may declare it.
    ConnectionParameter(String),
}

/// A place where a name is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub symbol: Symbol,
    pub place: Place,
    pub is_declaration: bool,
}

/// Every place of a connector where such a name is written.
pub fn occurrences(view: &View<'_>) -> Vec<Occurrence> {
    let mut found = Found::default();
    if let Some(definition) = &view.definition {
        found.in_definition(definition);
    }
    if let Some(properties) = &view.properties {
        found.in_properties(properties);
    }
    found.in_script(view);
    found.occurrences
}

/// The occurrence at an offset; the end of a name belongs to it.
pub fn occurrence_at(occurrences: &[Occurrence], file: FileId, offset: u32) -> Option<&Occurrence> {
    occurrences.iter().find(|occurrence| {
        let Span { start, end } = occurrence.place.span;
        occurrence.place.file == file && start <= offset && offset <= end
    })
}

#[derive(Default)]
struct Found {
    occurrences: Vec<Occurrence>,
}

impl Found {
    fn add(&mut self, symbol: Symbol, place: Place, is_declaration: bool) {
        self.occurrences.push(Occurrence { symbol, place, is_declaration });
    }

    fn operation(&mut self, id: Option<Node<'_>>, is_declaration: bool) {
        if let Some((node, id)) = id.and_then(|node| Some((node, node.as_str()?))) {
            self.add(Symbol::Operation(id.into_owned()), node.place(), is_declaration);
        }
    }

    fn in_definition(&mut self, definition: &Definition<'_>) {
        for operation in &definition.operations {
            self.operation(operation.id, true);
            let replacement = operation.annotation().and_then(Annotation::replacement);
            self.operation(replacement.and_then(|replacement| replacement.get("operationId")), false);
        }
        for call in &definition.calls {
            self.operation(call.id, false);
        }
        for key in ["definitions", "parameters", "responses"] {
            let shared = definition.root.get(key).filter(|shared| shared.is_object());
            for node in shared.into_iter().flat_map(Node::children) {
                self.add(Symbol::Shared(node.index()), node.key_place(), true);
            }
        }
        for reference in &definition.references {
            self.reference(definition, *reference);
        }
    }

    fn reference(&mut self, definition: &Definition<'_>, reference: Reference<'_>) {
        if let Some(target) = definition.target(reference) {
            self.add(Symbol::Shared(target.index()), reference.node.place(), false);
        }
    }

    fn in_properties(&mut self, properties: &Properties<'_>) {
        for id in properties.script_operations() {
            self.operation(Some(id), false);
        }
        for parameter in &properties.connection_parameters {
            let symbol = Symbol::ConnectionParameter(parameter.name.to_lowercase());
            self.add(symbol, parameter.node.key_place(), true);
        }
        for policy in &properties.policies {
            for id in policy.operations() {
                self.operation(Some(id), false);
            }
            for text in policy.texts().filter(|text| text.is_verbatim()) {
                self.connection_parameters(text);
            }
        }
    }

    /// The connection parameters that the expressions in a text of a policy name.
    fn connection_parameters(&mut self, node: Node<'_>) {
        let Some(text) = node.as_str() else { return };
        let start = node.inner_span().start;
        for call in expression::calls(&text).iter().filter(|call| call.is("connectionParameters")) {
            if let Some((name, range)) = &call.argument {
                let span = Span { start: start + range.start as u32, end: start + range.end as u32 };
                let place = Place { span, ..node.place() };
                self.add(Symbol::ConnectionParameter(name.to_lowercase()), place, false);
            }
        }
    }

    fn in_script(&mut self, view: &View<'_>) {
        let Some(script) = view.script() else { return };
        let ids = || view.definition.iter().flat_map(Definition::operation_ids);
        for name in script.content.operation_names() {
            let declared = ids().find(|id| name.ignores_case && id.eq_ignore_ascii_case(&name.value));
            let id = declared.map_or(name.value, str::to_owned);
            self.add(Symbol::Operation(id), script.place(name.span), false);
        }
    }
}
