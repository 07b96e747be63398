//! Reads logs of the hosted services: text in, what it reports out.
//!
//! Five formats are known: the error of `paconn`, the text of the connector wizard, errors and warnings of the pull
//! request check, and the certification build; beside them the lines of the change detector and policy codes. The
//! reader goes by marks within lines, not by line shapes: what people paste is cut, quoted and indented.

mod messages;
pub mod place;
#[cfg(test)]
mod tests;

pub use messages::Meaning;
use messages::recognise;

use crate::connector::Role;
use crate::finding::Level;
use crate::json::escape_token;

/// Where in a connector something is, as a log says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A JSON pointer with a leading slash; empty for the root.
    Pointer(String),
    /// The change detector's path: `operation/ID/...`.
    Operation(String),
    /// One-based line and column.
    Position(u32, u32),
}

/// One thing that a log reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFinding {
    /// The one-based line of the log.
    pub line: usize,
    pub level: Option<Level>,
    /// A rule's official id, printed or recognised by the message; or a kind of change.
    pub meaning: Option<Meaning>,
    /// A rule's id that the log prints and connkit does not have.
    pub foreign_rule: Option<String>,
    /// A policy code, such as `5000.2.2.1`.
    pub code: Option<String>,
    pub role: Role,
    pub target: Option<Target>,
    pub message: String,
}

/// Marks before items of `paconn` and the wizard.
const ITEM_MARKS: [(&str, Level); 3] =
    [("Critical : ", Level::Error), ("Error : ", Level::Error), ("Warning : ", Level::Warning)];

/// Everything that a log reports, in its order; other lines are passed over.
pub fn read(log: &str) -> Vec<LogFinding> {
    let mut findings = Vec::new();
    for (number, line) in log.lines().enumerate() {
        let text = readable(line);
        for piece in text.lines() {
            let before = findings.len();
            read_items(piece, &mut findings);
            if findings.len() == before {
                findings.extend(read_line(piece));
            }
        }
        findings.iter_mut().filter(|finding| finding.line == 0).for_each(|finding| finding.line = number + 1);
    }
    findings
}

/// A line with the JSON that it holds undone: the message of an error answer, its escaped line ends made real.
fn readable(line: &str) -> String {
    if let Some(start) = line.find('{')
        && let Ok(value) = serde_json::from_str::<serde_json::Value>(line.get(start..).unwrap_or_default().trim_end())
        && let Some(message) = longest_message(&value)
    {
        return readable(&message);
    }
    // A piece of JSON, or text out of it.
    if line.contains("rror : ") || line.contains("\"message\"") {
        line.replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\\"", "\"").replace("\\u0027", "'")
    } else {
        line.to_owned()
    }
}

/// The text of an error answer: the longest string under a key `message`, however deep.
fn longest_message(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Object(members) => members
            .iter()
            .filter_map(|(key, value)| match value {
                serde_json::Value::String(text) if key.eq_ignore_ascii_case("message") => Some(text.clone()),
                other => longest_message(other),
            })
            .max_by_key(String::len),
        serde_json::Value::Array(items) => items.iter().filter_map(longest_message).max_by_key(String::len),
        _ => None,
    }
}

fn finding(level: Option<Level>, message: &str, target: Option<Target>) -> LogFinding {
    LogFinding {
        line: 0,
        level,
        meaning: recognise(message),
        foreign_rule: None,
        code: None,
        role: Role::Definition,
        target,
        message: message.trim().to_owned(),
    }
}

/// Items of `paconn` and the wizard: `Error : POINTER : MESSAGE`, one or many in a line.
fn read_items(text: &str, findings: &mut Vec<LogFinding>) {
    let mut starts: Vec<(usize, usize, Level)> = ITEM_MARKS
        .iter()
        .flat_map(|(mark, level)| text.match_indices(mark).map(|(at, _)| (at, at + mark.len(), *level)))
        .filter(|(at, ..)| text.get(..*at).is_some_and(|before| !before.ends_with(char::is_alphanumeric)))
        .collect();
    starts.sort_unstable();
    let ends = starts.iter().skip(1).map(|(at, ..)| *at).chain([text.len()]);
    for ((_, start, level), end) in starts.iter().zip(ends) {
        let item = text.get(*start..end).unwrap_or_default().trim_end();
        let item = item.trim_end_matches(['}', '"']).trim_end().trim_end_matches("##").trim_end();
        // The wizard puts quotes around the whole; a message may itself end with one.
        let item = if item.matches('\'').count().is_multiple_of(2) { item } else { item.trim_end_matches('\'') };
        let (pointer, message) = split_item(item.trim());
        findings.push(finding(Some(*level), message, Some(Target::Pointer(slashed(pointer)))));
    }
}

/// Pointer and message of an item; the pointer is left out for the root, and both may hold ` : `.
fn split_item(item: &str) -> (&str, &str) {
    if recognise(item).is_some() {
        return ("", item);
    }
    let splits: Vec<(&str, &str)> =
        item.match_indices(" : ").map(|(at, mark)| (&item[..at], &item[at + mark.len()..])).collect();
    let known = splits.iter().find(|(_, message)| recognise(message).is_some());
    let likely = || splits.first().filter(|(pointer, _)| pointer.contains('/') || !pointer.contains(' '));
    known.or_else(likely).copied().unwrap_or(("", item))
}

/// A pointer with the leading slash that most formats leave out.
fn slashed(pointer: &str) -> String {
    let pointer = pointer.trim();
    if pointer.is_empty() || pointer.starts_with('/') { pointer.to_owned() } else { format!("/{pointer}") }
}

/// A line of the pull request check, the certification build, the change detector, or with a policy code.
fn read_line(line: &str) -> Option<LogFinding> {
    let mut text = line.trim();
    let mut level = None;
    for (mark, of_mark) in [("##[error]", Level::Error), ("##[warning]", Level::Warning)] {
        if let Some((_, rest)) = text.split_once(mark) {
            (text, level) = (rest.trim(), Some(of_mark));
        }
    }
    if let Some(code) = policy_code(text) {
        let message = text.split_once("Message:").map_or(text, |(_, message)| message);
        return Some(LogFinding { code: Some(code), ..finding(level, message, None) });
    }
    let mut rule = None;
    if let Some((body, of_body, id)) = after_file_name(text) {
        (text, level, rule) = (body, Some(of_body), id);
    }
    let (message, target) = match text.split_once("ValuePath:") {
        Some((message, path)) => (message, Some(target_of(path))),
        None => (text, None),
    };
    let mut found = finding(level, message, target);
    if let Some(id) = rule {
        found.meaning =
            crate::rules::RULES.iter().find(|rule| rule.id == id).map(|rule| Meaning::Rule(rule.id)).or(found.meaning);
        if !matches!(found.meaning, Some(Meaning::Rule(known)) if known == id) {
            found.foreign_rule = Some(id.to_owned());
        }
    }
    if found.meaning.is_some() || found.target.is_some() || found.foreign_rule.is_some() {
        if found.target.is_none() && matches!(found.meaning, Some(Meaning::Rule(_))) {
            found.target = Some(position(text).unwrap_or(Target::Pointer(String::new())));
        }
        return Some(found);
    }
    read_pointed(text, level).or_else(|| read_deserialiser(text, level))
}

/// `FILE(,): error RULE: BODY`, with or without rule, line and column.
fn after_file_name(text: &str) -> Option<(&str, Level, Option<&str>)> {
    for (mark, level) in [("): error", Level::Error), ("): warning", Level::Warning)] {
        if let Some((_, rest)) = text.split_once(mark) {
            let (head, body) = rest.split_once(':')?;
            let id = head.trim();
            return Some((body.trim(), level, (!id.is_empty()).then_some(id)));
        }
    }
    None
}

/// What follows `ValuePath:`, with or without quotes, value and source.
fn target_of(text: &str) -> Target {
    let text = text.trim();
    let path = match text.strip_prefix('\'') {
        // The value behind may hold quotes, and so may the path.
        Some(quoted) => quoted.split_once("' Value:").map_or(quoted.trim_end_matches('\''), |(path, _)| path),
        None => text.split_once(" Source:").map_or(text, |(path, _)| path),
    };
    let path = path.trim();
    match path.trim_start_matches('/') {
        operation if operation.starts_with("operation/") => Target::Operation(operation.to_owned()),
        _ => Target::Pointer(slashed(path)),
    }
}

/// `POINTER: MESSAGE`, as people quote it.
fn read_pointed(text: &str, level: Option<Level>) -> Option<LogFinding> {
    let (pointer, message) = text.split_once(": ")?;
    let found = finding(level, message, Some(Target::Pointer(slashed(pointer))));
    (found.meaning.is_some() && !pointer.contains(' ')).then_some(found)
}

/// What the platform says of a file that it cannot turn into its own objects: a dotted path, line and position.
fn read_deserialiser(text: &str, level: Option<Level>) -> Option<LogFinding> {
    let (_, rest) = text.split_once("Could not find member '")?;
    let (_, path) = rest.split_once("Path '")?;
    let (path, _) = path.split_once('\'')?;
    let pointer: String = path.split('.').map(|key| format!("/{}", escape_token(key))).collect();
    let mut found = finding(level.or(Some(Level::Error)), text, Some(Target::Pointer(pointer)));
    if text.contains("ApiPropertiesDefinition") {
        found.role = Role::Properties;
    }
    found.meaning = Some(Meaning::Rule("AdditionalPropertyNotAllowed"));
    Some(found)
}

/// `line 3, position 5`, as the platform's reader counts.
fn position(text: &str) -> Option<Target> {
    let number = |text: &str| text.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok();
    let (_, rest) = text.split_once("line ")?;
    let (_, column) = rest.split_once("position ")?;
    Some(Target::Position(number(rest)?, number(column)?))
}

/// The first policy code in a line: `5000` and at least two more numbers.
fn policy_code(text: &str) -> Option<String> {
    text.match_indices("5000.").find_map(|(at, _)| {
        // Within a number nothing is read: that would cost the square of its length.
        if text.get(..at)?.ends_with(|c: char| c.is_alphanumeric() || c == '.') {
            return None;
        }
        let code: String = text.get(at..)?.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let code = code.trim_end_matches('.');
        (code.matches('.').count() >= 2).then(|| code.to_owned())
    })
}
