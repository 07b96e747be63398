//! What can be written at a place of a JSON artifact: keys that an object may have, values that a member may have.
//!
//! Knows nothing about the protocol. Works on text that is being typed, so the tree is only asked what surrounds the
//! place; what the user is about to write is told by the characters before it.

use super::vocabulary;
use crate::connector::Role;
use crate::connector::definition::ReferenceKind;
use crate::connector::metadata::{CATEGORIES, KNOWN_CATEGORIES, PRIVACY_POLICY, WEBSITE, categories};
use crate::connector::policies::{Holds, POLICY_SECTION, TEMPLATES, Template};
use crate::connector::properties::{IDENTITY_PROVIDERS, POLICY_OPERATIONS, POLICY_PARAMETER_PREFIX};
use crate::connector::shape::{Field, Shape, Type};
use crate::json::{Document, Kind, Node, escape_token, quote};
use crate::rule::View;
use crate::text::{FileId, Span};

/// What an item is, for its symbol in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    Key,
    Value,
    Reference,
    Operation,
}

/// One thing that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// As people read it.
    pub label: String,
    pub kind: ItemKind,
    pub detail: Option<String>,
    pub documentation: Option<&'static str>,
    /// What replaces the span.
    pub text: String,
}

/// What can be written, and over which part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    pub span: Span,
    pub items: Vec<Item>,
}

/// What can be written at an offset of a JSON artifact; `None` where nothing is known.
pub fn complete(view: &View<'_>, file: FileId, offset: u32) -> Option<Completion> {
    let artifact = view.connector.file(file)?;
    let document = artifact.document()?;
    let site = Site::of(document, offset)?;
    let writer = Writer { view, role: artifact.role, document, site: &site };
    let items = match site.slot {
        Slot::Key => writer.keys(),
        Slot::Value => writer.values(),
    };
    if items.is_empty() { None } else { Some(writer.completion(items)) }
}

/// Whether a key or a value is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Key,
    Value,
}

/// Where somebody is writing.
struct Site<'a> {
    /// The object or list.
    container: Node<'a>,
    slot: Slot,
    /// The member whose key or value is being written; `None` for elements and for members that are not there yet.
    member: Option<Node<'a>>,
    /// What the new text replaces: what is there already, with its quotes.
    span: Span,
    offset: u32,
}

impl<'a> Site<'a> {
    fn of(document: &'a Document, offset: u32) -> Option<Self> {
        let container = container_at(document, offset)?;
        let site = |slot, member, span| Some(Self { container, slot, member, span, offset });
        for child in container.children() {
            if let Some(key) = child.key_span().filter(|key| is_within(document, *key, offset)) {
                return site(Slot::Key, Some(child), written(document, key, offset));
            }
            if !matches!(child.kind(), Kind::Array | Kind::Object) && is_within(document, child.span(), offset) {
                return site(Slot::Value, Some(child), written(document, child.span(), offset));
            }
        }
        let before = document.text().as_str().get(..offset as usize)?;
        let word = before.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-'));
        let span = Span { start: word.len() as u32, end: offset };
        let sign = word.trim_end();
        match sign.chars().next_back()? {
            ':' => {
                let is_before = |child: &Node<'a>| child.key_span().is_some_and(|key| key.end as usize <= sign.len());
                site(Slot::Value, container.children().filter(is_before).last(), span)
            }
            '{' | ',' if container.is_object() => site(Slot::Key, None, span),
            '[' | ',' if container.is_array() => site(Slot::Value, None, span),
            _ => None,
        }
    }
}

/// The innermost object or list around an offset.
fn container_at(document: &Document, offset: u32) -> Option<Node<'_>> {
    let is_around = |node: Node<'_>| {
        let bracket = match node.kind() {
            Kind::Object => '}',
            Kind::Array => ']',
            _ => return false,
        };
        let is_closed = node.raw().len() > 1 && node.raw().ends_with(bracket);
        let Span { start, end } = node.span();
        start < offset && (offset < end || !is_closed && offset == end)
    };
    let mut found = Some(document.root()).filter(|root| is_around(*root))?;
    while let Some(inner) = found.children().find(|child| is_around(*child)) {
        found = inner;
    }
    Some(found)
}

/// Whether an offset is between the quotes of a string, or touches a word.
fn is_within(document: &Document, span: Span, offset: u32) -> bool {
    if span.is_empty() {
        return false;
    }
    let raw = document.text().slice(span);
    match raw.strip_prefix('"') {
        Some(rest) => span.start < offset && if rest.ends_with('"') { offset < span.end } else { offset <= span.end },
        None => span.start <= offset && offset <= span.end,
    }
}

/// What to replace of a string or word: of a string without its closing quote only what is before the offset.
fn written(document: &Document, span: Span, offset: u32) -> Span {
    let raw = document.text().slice(span);
    let is_closed = raw.len() > 1 && raw.ends_with('"') || !raw.starts_with('"');
    if is_closed { span } else { Span { end: offset, ..span } }
}

/// What is known where somebody is writing.
struct Writer<'v, 'a> {
    view: &'v View<'a>,
    role: Role,
    document: &'a Document,
    site: &'v Site<'a>,
}

impl<'a> Writer<'_, 'a> {
    fn shape(&self, node: Node<'a>) -> Shape {
        match (self.role, &self.view.definition, &self.view.properties) {
            (Role::Definition, Some(definition), _) => definition.shape(node),
            (Role::Properties, _, Some(properties)) => properties.shape(node),
            (Role::Settings, ..) if node.parent().is_none() => Shape::Settings,
            _ => Shape::Value,
        }
    }

    /// The template of the policy whose parameters are being written.
    fn template(&self) -> Option<&'static Template> {
        self.view.properties.as_ref()?.policy_with(self.site.container)?.template()
    }

    /// Categories are names within a text; everything else replaces whole strings.
    fn completion(&self, items: Vec<Item>) -> Completion {
        let mut span = self.site.span;
        if let Some((value, node)) = self.category_list() {
            let inner = node.inner_span();
            let at = self.site.offset.saturating_sub(inner.start) as usize;
            let touched = categories(&value).map(|(range, _)| range).find(|range| range.start <= at && at <= range.end);
            let range = touched.unwrap_or(at..at);
            span = Span { start: inner.start + range.start as u32, end: inner.start + range.end as u32 };
        }
        Completion { span, items }
    }

    /// The text that lists the categories, where that is being written.
    fn category_list(&self) -> Option<(std::borrow::Cow<'a, str>, Node<'a>)> {
        let member = self.site.member.filter(|member| member.key_is("propertyValue") && member.is_verbatim())?;
        let is_list = self.site.slot == Slot::Value
            && self.shape(self.site.container) == Shape::MetadataEntry
            && self.site.container.str_member("propertyName").is_some_and(|name| name.eq_ignore_ascii_case(CATEGORIES));
        if is_list { Some((member.as_str()?, member)) } else { None }
    }

    fn keys(&self) -> Vec<Item> {
        let container = self.site.container;
        let is_free = |key: &str| {
            let others = container.children().filter(|member| Some(*member) != self.site.member);
            others.into_iter().all(|member| !member.key_is(key))
        };
        if let Some(template) = self.template() {
            return template_keys(template)
                .filter(|(key, _)| is_free(key))
                .map(|(key, detail)| self.key(&key, detail))
                .collect();
        }
        let shape = self.shape(container);
        let fields = shape.layout().fields.iter().filter(|field| is_free(field.name));
        let fields = fields.map(|field| self.key(field.name, field_detail(field)));
        fields.chain(self.argument_keys(&is_free)).collect()
    }

    /// The inputs of the operation that the call around this place invokes.
    fn argument_keys(&self, is_free: &dyn Fn(&str) -> bool) -> Vec<Item> {
        let Some(definition) = self.view.definition.as_ref().filter(|_| self.role == Role::Definition) else {
            return Vec::new();
        };
        let container = self.site.container;
        let holder = container.parent().filter(|_| container.key_is("parameters"));
        let call = definition.calls.iter().find(|call| Some(call.node) == holder);
        let Some(operation) = call.and_then(|call| definition.invoked(call)) else { return Vec::new() };
        let mut names: Vec<&str> = definition.parameter_names(operation).filter(|name| is_free(name)).collect();
        names.sort_unstable();
        names.into_iter().map(|name| self.key(name, Some(format!("of `{}`", operation.label())))).collect()
    }

    fn key(&self, key: &str, detail: Option<String>) -> Item {
        let rest = self.document.text().as_str().get(self.site.span.end as usize..).unwrap_or_default();
        let colon = if rest.trim_start().starts_with(':') { "" } else { ": " };
        Item {
            label: key.to_owned(),
            kind: ItemKind::Key,
            detail,
            documentation: vocabulary::extension(key),
            text: format!("{}{colon}", quote(key)),
        }
    }

    fn values(&self) -> Vec<Item> {
        let container = self.site.container;
        if container.is_array() {
            return self.elements();
        }
        let key = self.site.member.and_then(Node::key).unwrap_or_default();
        let shape = self.shape(container);
        if let Some(template) = self.template() {
            return template_values(template, &key);
        }
        match (&*key, shape) {
            ("$ref", Shape::Schema) => self.references(ReferenceKind::Schema),
            ("$ref", Shape::Parameter) => self.references(ReferenceKind::Parameter),
            ("$ref", Shape::Response) => self.references(ReferenceKind::Response),
            ("operationId", _) if self.names_operation(shape) => self.operations(container),
            ("templateId", Shape::Policy) => TEMPLATES.iter().map(template_item).collect(),
            ("identityProvider", Shape::OAuthSettings) => IDENTITY_PROVIDERS.into_iter().map(text_item).collect(),
            ("propertyName", Shape::MetadataEntry) => {
                [WEBSITE, PRIVACY_POLICY, CATEGORIES].into_iter().map(text_item).collect()
            }
            ("propertyValue", Shape::MetadataEntry) if self.category_list().is_some() => {
                KNOWN_CATEGORIES.into_iter().map(|name| Item { text: name.to_owned(), ..text_item(name) }).collect()
            }
            (key, shape) => shape.field(key).map_or_else(Vec::new, field_values),
        }
    }

    /// Whether `operationId` names another operation here.
    fn names_operation(&self, shape: Shape) -> bool {
        let container = self.site.container;
        let is_call = |view: &View<'a>| {
            view.definition
                .as_ref()
                .is_some_and(|definition| definition.calls.iter().any(|call| call.node == container))
        };
        self.role == Role::Definition && (shape == Shape::Replacement || is_call(self.view))
    }

    fn elements(&self) -> Vec<Item> {
        let container = self.site.container;
        let Some(holder) = container.parent() else { return Vec::new() };
        let names_operations = container.key_is("scriptOperations") && self.shape(holder) == Shape::Properties
            || container.key_is(POLICY_OPERATIONS);
        if self.role == Role::Properties && names_operations {
            return self.operations(container);
        }
        if container.key_is("required") && self.shape(holder) == Shape::Schema {
            let properties = holder.get("properties").filter(|properties| properties.is_object());
            let names = properties.into_iter().flat_map(Node::children).filter_map(Node::key);
            return names.filter(|name| !self.is_listed(name)).map(|name| text_item(&name)).collect();
        }
        Vec::new()
    }

    /// Whether a list holds this text already, elsewhere than where it is being written.
    fn is_listed(&self, text: &str) -> bool {
        let container = self.site.container;
        container.is_array()
            && container.children().any(|element| Some(element) != self.site.member && element.is_str(text))
    }

    fn operations(&self, list: Node<'a>) -> Vec<Item> {
        let operations = self.view.definition.iter().flat_map(|definition| &definition.operations);
        let items = operations.filter_map(|operation| {
            let id = operation.id.and_then(Node::as_str)?;
            let detail = format!("{} {}", operation.method.to_uppercase(), operation.path);
            Some(Item { kind: ItemKind::Operation, detail: Some(detail), ..text_item(&id) })
        });
        items.filter(|item| !list.is_array() || !self.is_listed(&item.label)).collect()
    }

    fn references(&self, kind: ReferenceKind) -> Vec<Item> {
        let shared = self.document.root().get(kind.prefix().trim_matches(['#', '/']));
        let shared = shared.filter(|shared| shared.is_object()).into_iter().flat_map(Node::children);
        shared
            .filter_map(|node| {
                let title = ["title", "x-ms-summary", "description"].into_iter().find_map(|key| node.str_member(key));
                let target = format!("{}{}", kind.prefix(), escape_token(&node.key()?));
                Some(Item {
                    kind: ItemKind::Reference,
                    detail: title.map(std::borrow::Cow::into_owned),
                    ..text_item(&target)
                })
            })
            .collect()
    }
}

fn text_item(text: &str) -> Item {
    Item { label: text.to_owned(), kind: ItemKind::Value, detail: None, documentation: None, text: quote(text) }
}

fn template_item(template: &Template) -> Item {
    Item { documentation: vocabulary::template(template.id), ..text_item(template.id) }
}

/// The keys that the parameters of a policy may have.
fn template_keys(template: &'static Template) -> impl Iterator<Item = (String, Option<String>)> {
    let parameters = template.parameters.iter().map(|parameter| {
        let detail = parameter.required.then(|| "required".to_owned());
        (format!("{POLICY_PARAMETER_PREFIX}{}", parameter.name), detail)
    });
    let section = (!template.sections.is_empty()).then(|| (POLICY_SECTION.to_owned(), None));
    parameters.chain([(POLICY_OPERATIONS.to_owned(), None)]).chain(section)
}

/// The words that a parameter of a policy may be.
fn template_values(template: &'static Template, key: &str) -> Vec<Item> {
    if key == POLICY_SECTION {
        return template.sections.iter().map(|section| text_item(section)).collect();
    }
    let name = key.strip_prefix(POLICY_PARAMETER_PREFIX);
    let parameter = name.and_then(|name| template.parameters.iter().find(|parameter| parameter.name == name));
    match parameter.map(|parameter| parameter.holds) {
        Some(Holds::Word(words)) => words.iter().map(|word| text_item(word)).collect(),
        _ => Vec::new(),
    }
}

fn field_detail(field: &Field) -> Option<String> {
    let of_type = (field.value != Type::Any).then(|| field.value.name().to_lowercase());
    match (of_type, field.required) {
        (Some(of_type), true) => Some(format!("{of_type}, required")),
        (of_type, _) => of_type,
    }
}

fn field_values(field: &'static Field) -> Vec<Item> {
    match field.value {
        Type::Boolean => ["true", "false"].map(|word| Item { text: word.to_owned(), ..text_item(word) }).into(),
        _ => field.values.iter().map(|value| text_item(value)).collect(),
    }
}
