//! SARIF 2.1.0: one run, its rules with help, results with related places and fixes.
//!
//! Only rules that have results are listed, in the order of their ids; results name them by id.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::changes::Comparison;
use super::uses::UseLabels;
use super::{Location, Rendered, write_list};
use crate::check::change_finding;
use crate::explain;
use crate::finding::anchor::Fingerprints;
use crate::finding::{Finding, Fix, Label, Level, Safety};
use crate::project::Project;
use crate::rule::Rule;
use crate::text::{Edit, Place, Position};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    level: &'static str,
    message: Message<'a>,
    locations: [SarifLocation<'a>; 1],
    partial_fingerprints: Fingerprint,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<SarifLocation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[SarifFix<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression<'a>; 1]>,
}

/// That `connkit.json` allows it, and why.
#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    justification: &'a str,
}

#[derive(Serialize)]
struct Message<'a> {
    text: Cow<'a, str>,
}

/// Known under a name that is raised when fingerprints change.
#[derive(Serialize)]
struct Fingerprint {
    #[serde(rename = "connkit/v1")]
    first: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifLocation<'a> {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[LogicalLocation; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix<'a> {
    description: Message<'a>,
    artifact_changes: [ArtifactChange<'a>; 1],
    properties: FixProperties,
}

#[derive(Serialize)]
struct FixProperties {
    safety: Safety,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Message<'a>,
}

/// The results with commas between them.
pub(super) fn results(project: &Project, findings: &[Finding]) -> String {
    let mut fingerprints = Fingerprints::new(&project.path, &project.connector);
    let uses = UseLabels::new(project);
    let mut out = Vec::new();
    for finding in findings {
        if !out.is_empty() {
            out.extend_from_slice(b",\n        ");
        }
        let result = result(project, &uses, finding, fingerprints.of(finding));
        serde_json::to_writer(&mut out, &result).expect("results hold only strings, numbers and lists");
    }
    String::from_utf8(out).expect("JSON is UTF-8")
}

fn result<'a>(project: &Project, uses: &UseLabels<'_>, finding: &'a Finding, fingerprint: String) -> SarifResult<'a> {
    let mut place = location(project, finding.place);
    let pointer = finding.pointer(&project.connector).filter(|pointer| !pointer.is_empty());
    place.logical_locations = pointer.map(|pointer| [LogicalLocation { fully_qualified_name: pointer }]);
    let text = match &finding.help {
        Some(help) => Cow::Owned(format!("{}. Help: {help}", finding.message)),
        None => Cow::Borrowed(&*finding.message),
    };
    SarifResult {
        rule_id: finding.rule.id,
        level: level(finding.level),
        message: Message { text },
        locations: [place],
        partial_fingerprints: Fingerprint { first: fingerprint },
        related_locations: finding
            .labels
            .iter()
            .cloned()
            .chain(uses.of(finding))
            .map(|label| related(project, label))
            .collect(),
        // SARIF has no words for another name of a file.
        fixes: finding.fix.as_ref().filter(|fix| fix.new_name.is_none()).map(|fix| [fix_of(project, fix)]),
        suppressions: None,
    }
}

/// The changes between two versions as results in the new one, with commas between them: the place before is related.
pub(super) fn changes(comparison: &Comparison) -> String {
    let project = &comparison.new;
    let mut fingerprints = Fingerprints::new(&project.path, &project.connector);
    let changes = &comparison.review.changes;
    let uses = UseLabels::new(project);
    let mut texts = Vec::new();
    for (change, finding) in changes.iter().map(|change| (change, change_finding(project, change))) {
        let mut result = result(project, &uses, &finding, fingerprints.of(&finding));
        result.level = level(change.level.max(Level::Hint));
        if let Some(spot) = change.old.as_ref().filter(|spot| spot.exists) {
            let before = location(&comparison.old, spot.place);
            result.related_locations.push(SarifLocation { message: Some(message("before")), ..before });
        }
        let suppression = |reason| [Suppression { kind: "external", justification: reason }];
        result.suppressions = change.allowed.as_deref().map(suppression);
        texts.push(serde_json::to_string(&result).expect("results hold only strings, numbers and lists"));
    }
    let about = &comparison.review.about_allows;
    texts.extend((!about.is_empty()).then(|| results(project, about)));
    texts.join(",\n        ")
}

fn message(text: &str) -> Message<'_> {
    Message { text: Cow::Borrowed(text) }
}

fn related<'a>(project: &Project, label: Label) -> SarifLocation<'a> {
    SarifLocation { message: Some(Message { text: label.message }), ..location(project, label.place) }
}

fn location<'a>(project: &Project, place: Place) -> SarifLocation<'a> {
    let location = Location::of(project, place);
    SarifLocation {
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri: uri(&location.path) },
            region: location.range.map(region),
        },
        logical_locations: None,
        message: None,
    }
}

fn region((start, end): (Position, Position)) -> Region {
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

fn fix_of<'a>(project: &Project, fix: &'a Fix) -> SarifFix<'a> {
    let text = project.text_of(fix.file);
    let replacement = |edit: &'a Edit| {
        let text = text?;
        let range = (text.position(edit.span.start), text.position(edit.span.end));
        Some(Replacement { deleted_region: region(range), inserted_content: message(&edit.text) })
    };
    SarifFix {
        description: message(&fix.title),
        artifact_changes: [ArtifactChange {
            artifact_location: ArtifactLocation { uri: uri(&project.path_of(fix.file)) },
            replacements: fix.edits.iter().filter_map(replacement).collect(),
        }],
        properties: FixProperties { safety: fix.safety },
    }
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
    let mut descriptor = json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": rule.explanation() },
        "help": { "text": rule.explanation(), "markdown": explain::body(rule) },
        "defaultConfiguration": { "level": level(highest) },
        "properties": { "tags": tags, "evidence": rule.evidence, "since": rule.since },
    });
    if let Some(page) = explain::page_url(rule) {
        descriptor["helpUri"] = page.into();
    }
    descriptor
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
pub fn uri(path: &str) -> String {
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
