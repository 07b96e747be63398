//! What an editor shows about the thing under the pointer, as Markdown: rules that report there, extensions, policy
//! templates, targets of references, operations. Knows nothing about the protocol.

use super::vocabulary;
use crate::connector::definition::{Definition, Operation};
use crate::connector::policies::{Holds, Template};
use crate::connector::properties::POLICY_PARAMETER_PREFIX;
use crate::finding::Finding;
use crate::json::Node;
use crate::navigation::{self, Symbol};
use crate::rule::{Rule, View};
use crate::text::{FileId, Span};

/// Properties of a schema beyond this number are only counted.
const MAX_PROPERTIES: usize = 12;

/// Rules beyond this number are left out, where many report at one place.
const MAX_RULES: usize = 3;

/// What is shown, and about which part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    pub markdown: String,
    pub span: Span,
}

/// What there is to say about an offset of a file.
pub fn hover(view: &View<'_>, findings: &[Finding], file: FileId, offset: u32) -> Option<Hover> {
    let mut sections = Vec::new();
    let mut span = None;
    if let Some((text, place)) = about_text(view, file, offset) {
        sections.push(text);
        span = Some(place);
    }
    let reported = |finding: &&Finding| {
        let Span { start, end } = finding.place.span;
        finding.place.file == file && start <= offset && offset < end.max(start + 1)
    };
    let mut rules: Vec<&Rule> = Vec::new();
    for finding in findings.iter().filter(reported) {
        if rules.len() < MAX_RULES && !rules.iter().any(|rule| rule.id == finding.rule.id) {
            rules.push(finding.rule);
            span = span.or(Some(finding.place.span));
        }
    }
    sections.extend(rules.into_iter().map(about_rule));
    Some(Hover { markdown: sections.join("\n\n---\n\n"), span: span? })
}

fn about_rule(rule: &Rule) -> String {
    format!("**{}**\n\n{}\n\nMore: `connkit explain {}`", rule.id, rule.explanation(), rule.id)
}

/// What is known about the text at an offset itself.
fn about_text(view: &View<'_>, file: FileId, offset: u32) -> Option<(String, Span)> {
    if let Some(about) = about_symbol(view, file, offset) {
        return Some(about);
    }
    let document = view.connector.file(file)?.document()?;
    let node = document.node_at_offset(offset);
    let on_key = node.key_span().filter(|span| span.start <= offset && offset <= span.end);
    match on_key {
        Some(span) => Some((about_key(view, node)?, span)),
        None => Some((about_value(node)?, node.span())),
    }
}

fn about_symbol(view: &View<'_>, file: FileId, offset: u32) -> Option<(String, Span)> {
    let definition = view.definition.as_ref()?;
    let occurrences = navigation::occurrences(view);
    let occurrence = navigation::occurrence_at(&occurrences, file, offset).filter(|found| !found.is_declaration)?;
    let text = match &occurrence.symbol {
        Symbol::Operation(id) => about_operation(definition.operation(id)?),
        Symbol::Shared(index) => about_shared(definition, definition.document.node(*index)?),
        Symbol::ConnectionParameter(_) => return None,
    };
    Some((text, occurrence.place.span))
}

fn about_operation(operation: &Operation<'_>) -> String {
    let mut text = format!("**{}** `{} {}`", operation.label(), operation.method.to_uppercase(), operation.path);
    for key in ["summary", "description"] {
        if let Some(value) = operation.str(key) {
            text.push_str(&format!("\n\n{value}"));
        }
    }
    text
}

/// A shared schema, parameter or response: its type, what it says about itself, and what it holds.
fn about_shared(definition: &Definition<'_>, node: Node<'_>) -> String {
    let mut text = format!("**{}**", node.key().unwrap_or_default());
    let of_type = |node: Node<'_>| node.str_member("type").map(|name| format!(" `{name}`")).unwrap_or_default();
    text.push_str(&of_type(node));
    if let Some((name, place)) = node.str_member("name").zip(node.str_member("in")) {
        text.push_str(&format!(" `{name}` in {place}"));
    }
    for key in ["x-ms-summary", "title", "description"] {
        if let Some(value) = node.str_member(key) {
            text.push_str(&format!("\n\n{value}"));
        }
    }
    let Some(schema) = definition.schema_at(node.get("schema").unwrap_or(node)) else { return text };
    let Some(schema) = definition.resolve(schema) else { return text };
    let properties = schema.node.get("properties").filter(|properties| properties.is_object());
    let properties: Vec<Node<'_>> = properties.into_iter().flat_map(Node::children).collect();
    for property in properties.iter().take(MAX_PROPERTIES) {
        let title = property.str_member("x-ms-summary").or_else(|| property.str_member("title")).unwrap_or_default();
        let line = format!("`{}`{} {title}", property.key().unwrap_or_default(), of_type(*property));
        text.push_str(&format!("\n- {}", line.trim_end()));
    }
    if properties.len() > MAX_PROPERTIES {
        text.push_str(&format!("\n- and {} more", properties.len() - MAX_PROPERTIES));
    }
    text
}

/// An extension, or a parameter of a policy template.
fn about_key<'a>(view: &View<'a>, node: Node<'a>) -> Option<String> {
    let key = node.key()?;
    if let Some(name) = key.strip_prefix(POLICY_PARAMETER_PREFIX) {
        let template = view.properties.as_ref()?.policy_with(node.parent()?)?.template()?;
        let parameter = template.parameters.iter().find(|parameter| parameter.name == name)?;
        let need = if parameter.required { "required" } else { "optional" };
        return Some(format!("**{name}** of the policy `{}`: {need}{}", template.id, words(parameter.holds)));
    }
    let description = vocabulary::extension(&key)?;
    Some(format!("**{key}**\n\n{description}"))
}

fn about_value(node: Node<'_>) -> Option<String> {
    if !node.key_is("templateId") {
        return None;
    }
    let template = Template::of_id(&node.as_str()?)?;
    let mut text = format!("**{}**", template.id);
    if let Some(description) = vocabulary::template(template.id) {
        text.push_str(&format!("\n\n{description}"));
    }
    for parameter in template.parameters {
        let need = if parameter.required { "required" } else { "optional" };
        text.push_str(&format!("\n- `{}`: {need}{}", parameter.name, words(parameter.holds)));
    }
    Some(text)
}

/// What a parameter may be, where it is one of a few words.
fn words(holds: Holds) -> String {
    match holds {
        Holds::Word(words) => {
            format!(", one of {}", words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "))
        }
        Holds::Number => ", a number".to_owned(),
        Holds::Texts => ", texts by name".to_owned(),
        Holds::Text => String::new(),
    }
}
