//! Writes the state of the templates into the text of `connkit.json`, in place.

use serde_json::{Value, json};

use crate::config::TemplateState;
use crate::json::{self, Document, Insertion, Node, Slot};
use crate::text::{self, Edit, FileId};

/// The text with another state; every other byte stays.
pub fn updated(text: &str, before: &TemplateState, after: &TemplateState) -> String {
    let document = Document::parse(FileId::default(), text);
    let Some(template) = document.root().get("template") else { return text.to_owned() };
    let mut edits = Vec::new();
    if let Some(version) = template.get("version").filter(|_| before.version != after.version) {
        edits.push(json::replace_value(version, &after.version.to_string()));
    }
    if let Some(answers) = template.get("answers") {
        edits.extend(missing_answers(answers, before, after));
    }
    if before.regions != after.regions {
        edits.extend(regions(template, after));
    }
    text::apply(text, &edits).unwrap_or_else(|| text.to_owned())
}

/// Answers that a later version asks for, or that were defaults.
fn missing_answers(node: Node<'_>, before: &TemplateState, after: &TemplateState) -> Vec<Edit> {
    let missing = after.answers.iter().filter(|(name, _)| !before.answers.contains_key(*name));
    let insertions: Vec<Insertion<'_>> = missing
        .map(|(name, answer)| Insertion { slot: Slot::End, key: Some(name.clone()), value: pretty(answer) })
        .collect();
    json::splice(node, &[], &insertions)
}

fn regions(template: Node<'_>, after: &TemplateState) -> Option<Edit> {
    let hashes: serde_json::Map<String, Value> =
        after.regions.iter().map(|(region, hash)| (region.name().to_owned(), json!(hash))).collect();
    match template.get("regions") {
        Some(regions) if hashes.is_empty() => json::remove(regions),
        Some(regions) => Some(json::replace_laid_out(regions, &pretty(&hashes.into()))),
        None => json::insert_member(template, "regions", &pretty(&hashes.into())),
    }
}

fn pretty(value: &Value) -> String {
    // Values of `serde_json` are always JSON; `{:#}` prints them on many lines.
    format!("{value:#}")
}
