//! What a rule means, for people: pages of the reference, the terminal, help in reports.
//!
//! Everything is taken from the rule itself; nothing is known here about single rules.

use crate::finding::Level;
use crate::rule::{Check, Rule};

/// What is said of rules that connkit cannot check.
const UNDECIDABLE: &str =
    "This rule cannot be decided offline: it is listed so that its findings elsewhere can be explained.";

/// The levels in words: one where all publisher kinds have the same.
fn levels(levels: [Level; 3]) -> String {
    let [verified, independent, custom] = levels.map(Level::name);
    if verified == independent && independent == custom {
        verified.to_owned()
    } else {
        format!("{verified} (verified), {independent} (independent), {custom} (custom)")
    }
}

/// What is known about a rule: names and values.
pub fn facts(rule: &Rule) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Level", levels(rule.levels))];
    if rule.certification_levels != rule.levels {
        facts.push(("Level of what only certification asks for", levels(rule.certification_levels)));
    }
    facts.push(("Origin", rule.origin.name().to_owned()));
    if !rule.codes.is_empty() {
        facts.push(("Codes", rule.codes.join(", ")));
    }
    facts.push(("Evidence", rule.evidence.to_owned()));
    facts.push(("Since", rule.since.to_owned()));
    facts
}

/// What the rule means, with examples, in Markdown.
pub fn body(rule: &Rule) -> String {
    let mut text = String::new();
    if matches!(rule.check, Check::Undecidable) {
        text.push_str(UNDECIDABLE);
        text.push_str("\n\n");
    }
    for line in rule.documentation().lines() {
        // The info string of an example is for the tests; a reader wants the language and the verdict.
        if let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) {
            text.push_str(&example_heading(info));
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// The page of the reference about a rule, in Markdown.
pub fn page(rule: &Rule) -> String {
    let mut text = format!("# {}\n\n| | |\n|---|---|\n", rule.id);
    for (name, value) in facts(rule) {
        text.push_str(&format!("| {name} | {} |\n", value.replace('|', "\\|")));
    }
    text.push('\n');
    text + &body(rule)
}

/// The line above an example, and its fence.
fn example_heading(info: &str) -> String {
    let mut words = info.split(',');
    let artifact = words.next().unwrap_or_default();
    let words: Vec<&str> = words.collect();
    let verdict = if words.contains(&"bad") {
        "Reported"
    } else if words.contains(&"good") {
        "Not reported"
    } else {
        "Together with"
    };
    let (name, language) = match artifact {
        "json" => ("apiDefinition.swagger.json", "json"),
        "raw" => ("apiDefinition.swagger.json", "text"),
        "icon" => ("icon.png", "text"),
        other => (other.strip_prefix("raw:").unwrap_or(other), if other.ends_with(".json") { "json" } else { "text" }),
    };
    format!("{verdict} (`{name}`):\n\n```{language}\n")
}
