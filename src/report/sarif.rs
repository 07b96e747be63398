//! SARIF 2.1.0: one run, its rules with help, results with related places and fixes.
//!
//! Only rules that have results are listed, in the order of their ids; results name them by id.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Location, Rendered, write_list};
use crate::explain;
use crate::finding::anchor::Fingerprints;
use crate::finding::{Finding, Fix, Label, Level};
use crate::project::Project;
use crate::rule::Rule;
use crate::text::{Place, Position};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The name under which [`Fingerprints`] are known; raised when they change.
const FINGERPRINT: &str = "connkit/v1";

/// The results with commas between them.
pub(super) fn results(project: &Project, findings: &[Finding]) -> String {
    let mut fingerprints = Fingerprints::new(&project.path);
    let results: Vec<String> = findings
        .iter()
        .map(|finding| result(project, finding, &fingerprints.of(&project.connector, finding)).to_string())
        .collect();
    results.join(",\n        ")
}

fn result(project: &Project, finding: &Finding, fingerprint: &str) -> Value {
    let mut place = location(project, finding.place);
    if let Some(pointer) = finding.pointer.as_ref().filter(|pointer| !pointer.is_empty()) {
        place["logicalLocations"] = json!([{ "fullyQualifiedName": pointer }]);
    }
    let message = match &finding.help {
        Some(help) => format!("{}. Help: {help}", finding.message),
        None => finding.message.clone(),
    };
    let mut result = json!({
        "ruleId": finding.rule.id,
        "level": level(finding.level),
        "message": { "text": message },
        "locations": [place],
        "partialFingerprints": { FINGERPRINT: fingerprint },
    });
    if !finding.labels.is_empty() {
        result["relatedLocations"] = finding.labels.iter().map(|label| related(project, label)).collect();
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([fix_of(project, fix)]);
    }
    result
}

fn related(project: &Project, label: &Label) -> Value {
    let mut place = location(project, label.place);
    place["message"] = json!({ "text": label.message });
    place
}

fn location(project: &Project, place: Place) -> Value {
    let location = Location::of(project, place);
    let mut physical = json!({ "artifactLocation": { "uri": uri(&location.path) } });
    if let Some(range) = location.range {
        physical["region"] = region(range);
    }
    json!({ "physicalLocation": physical })
}

fn region((start, end): (Position, Position)) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn fix_of(project: &Project, fix: &Fix) -> Value {
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .filter_map(|edit| {
            let range = Location::of(project, Place { file: fix.file, span: edit.span }).range?;
            Some(json!({ "deletedRegion": region(range), "insertedContent": { "text": edit.text } }))
        })
        .collect();
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(&project.path_of(fix.file)) },
            "replacements": replacements,
        }],
        "properties": { "safety": fix.safety },
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "note",
        Level::Off => "none",
    }
}

fn descriptor(rule: &Rule) -> Value {
    let highest = rule.levels.into_iter().max().unwrap_or(Level::Off);
    let mut tags = vec![rule.origin.name()];
    tags.extend(rule.codes);
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": rule.explanation() },
        "help": { "text": rule.explanation(), "markdown": explain::body(rule) },
        "defaultConfiguration": { "level": level(highest) },
        "properties": { "tags": tags, "evidence": rule.evidence, "since": rule.since },
    })
}

pub(super) fn write(out: &mut impl Write, rendered: &[Rendered]) -> io::Result<()> {
    let rules: BTreeMap<&str, &Rule> =
        rendered.iter().flat_map(|connector| &connector.rules).map(|(id, count)| (*id, count.rule)).collect();
    let rules: Vec<String> = rules.values().map(|rule| format!("            {}", descriptor(rule))).collect();
    let rules = if rules.is_empty() { "[]".to_owned() } else { format!("[\n{}\n          ]", rules.join(",\n")) };
    write!(
        out,
        r#"{{
  "$schema": "{SCHEMA}",
  "version": "2.1.0",
  "runs": [
    {{
      "tool": {{
        "driver": {{
          "name": "connkit",
          "version": "{version}",
          "semanticVersion": "{version}",
          "rules": {rules}
        }}
      }},
      "columnKind": "unicodeCodePoints",
      "results": ["#,
        version = env!("CARGO_PKG_VERSION"),
    )?;
    write_list(out, rendered, "        ")?;
    writeln!(out, "\n      ]\n    }}\n  ]\n}}")
}

/// A path as a URI reference: relative paths stay relative.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    let has_drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if has_drive {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte as char),
            b':' if has_drive => uri.push(':'),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("my connector/ünï.json"), "my%20connector/%C3%BCn%C3%AF.json");
        assert_eq!(uri("/a/b#c"), "file:///a/b%23c");
        assert_eq!(uri("C:/a"), "file:///C:/a");
    }
}
