//! SARIF 2.1.0: one run, its rules with help, results with related places and fixes.
//!
//! Only rules that have results are listed, in the order of their ids; results name them by id.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::changes::Comparison;
use super::json_text::JsonText as _;
use super::uses::UseLabels;
use super::{Paths, Rendered};
use crate::check::change_finding;
use crate::explain;
use crate::finding::anchor::Fingerprints;
use crate::finding::{Finding, Fix, Level};
use crate::project::Project;
use crate::rule::Rule;
use crate::text::{Place, Span, Text};

pub(super) const OPENING: &str = r#"{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "columnKind": "unicodeCodePoints",
      "results": ["#;

/// Stands between two results.
const SEPARATOR: &str = ",\n        ";

/// About as long are most results, in bytes.
const USUAL_LENGTH: usize = 1024;

/// The results of one connector, as text.
struct Results<'p> {
    project: &'p Project,
    fingerprints: Fingerprints<'p>,
    uses: UseLabels<'p>,
    uris: Paths<'p>,
    out: String,
}

/// What a change has beside what any finding has.
#[derive(Default)]
struct Extra<'a> {
    /// Where it was in the older version.
    before: Option<(&'a Project, Place)>,
    /// Why `connkit.json` allows it.
    allowed: Option<&'a str>,
}

/// The results with commas between them.
pub(super) fn results(project: &Project, findings: &[Finding]) -> String {
    let mut results = Results::of(project);
    results.out.reserve(findings.len() * USUAL_LENGTH);
    for finding in findings {
        results.push(finding, finding.level, Extra::default());
    }
    results.out
}

/// The changes between two versions as results in the new one, with commas between them: the place before is related.
pub(super) fn changes(comparison: &Comparison) -> String {
    let project = &comparison.new;
    let mut results = Results::of(project);
    for change in &comparison.review.changes {
        let before = change.old.as_ref().filter(|spot| spot.exists).map(|spot| (&comparison.old, spot.place));
        let extra = Extra { before, allowed: change.allowed.as_deref() };
        results.push(&change_finding(project, change), change.level.max(Level::Hint), extra);
    }
    let about = self::results(project, &comparison.review.about_allows);
    let parts = [results.out, about].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<String>>().join(SEPARATOR)
}

impl<'p> Results<'p> {
    fn of(project: &'p Project) -> Self {
        Self {
            project,
            fingerprints: Fingerprints::new(&project.path, &project.connector),
            uses: UseLabels::new(project),
            uris: Paths::new(project, quoted_uri),
            out: String::new(),
        }
    }

    fn push(&mut self, finding: &Finding, level: Level, extra: Extra<'_>) {
        let pointer = finding.pointer(&self.project.connector);
        if !self.out.is_empty() {
            self.out.push_str(SEPARATOR);
        }
        self.head(finding, level);
        self.physical_location(finding.place);
        if let Some(pointer) = pointer.as_deref().filter(|pointer| !pointer.is_empty()) {
            self.out.push_str(r#","logicalLocations":[{"fullyQualifiedName":"#);
            self.out.push_json(pointer);
            self.out.push_str("}]");
        }
        self.out.push_str(r#"}],"partialFingerprints":{"connkit/v1":"#);
        self.out.push_json(&self.fingerprints.of(finding, pointer.as_deref()));
        self.out.push('}');
        self.related_locations(finding, &extra);
        // SARIF has no words for files that get another name, come or go.
        if let Some(fix) = finding.fix.as_ref().filter(|fix| fix.whole.is_none()) {
            self.fix(fix);
        }
        if let Some(reason) = extra.allowed {
            self.out.push_str(r#","suppressions":[{"kind":"external","justification":"#);
            self.out.push_json(reason);
            self.out.push_str("}]");
        }
        self.out.push('}');
    }

    /// Rule, level and message, up to the location.
    fn head(&mut self, finding: &Finding, level: Level) {
        self.out.push_str(r#"{"ruleId":"#);
        self.out.push_json(finding.rule.id);
        self.out.push_str(r#","level":"#);
        self.out.push_json(self::level(level));
        self.out.push_str(r#","message":{"text":""#);
        self.out.push_escaped(&finding.message);
        if let Some(help) = &finding.help {
            self.out.push_str(". Help: ");
            self.out.push_escaped(help);
        }
        self.out.push_str(r#""},"locations":[{"#);
    }

    fn related_locations(&mut self, finding: &Finding, extra: &Extra<'_>) {
        let mut before = r#","relatedLocations":[{"#;
        for label in finding.labels.iter().chain(self.uses.of(finding).iter()) {
            self.out.push_str(std::mem::replace(&mut before, ",{"));
            self.physical_location(label.place);
            self.message(&label.message);
        }
        if let Some((project, place)) = extra.before {
            self.out.push_str(std::mem::replace(&mut before, ",{"));
            push_location(&mut self.out, &quoted_uri(&project.path_of(place.file)), project, place);
            self.message("before");
        }
        if before == ",{" {
            self.out.push(']');
        }
    }

    /// The message of a location, which ends it.
    fn message(&mut self, text: &str) {
        self.out.push_str(r#","message":{"text":"#);
        self.out.push_json(text);
        self.out.push_str("}}");
    }

    fn physical_location(&mut self, place: Place) {
        push_location(&mut self.out, self.uris.of(place.file), self.project, place);
    }

    fn fix(&mut self, fix: &Fix) {
        let out = &mut self.out;
        out.push_str(r#","fixes":[{"description":{"text":"#);
        out.push_json(&fix.title);
        out.push_str(r#"},"artifactChanges":[{"artifactLocation":{"uri":"#);
        out.push_str(self.uris.of(fix.file));
        out.push_str(r#"},"replacements":["#);
        let mut comma = "";
        for edit in &fix.edits {
            let Some(text) = self.project.text_of(fix.file) else { continue };
            out.push_str(std::mem::replace(&mut comma, ","));
            push_region(out, r#"{"deletedRegion":"#, text, edit.span);
            out.push_str(r#","insertedContent":{"text":"#);
            out.push_json(&edit.text);
            out.push_str("}}");
        }
        out.push_str(r#"]}],"properties":{"safety":"#);
        out.push_json(fix.safety.name());
        out.push_str("}}]");
    }
}

fn push_location(out: &mut String, quoted_uri: &str, project: &Project, place: Place) {
    out.push_str(r#""physicalLocation":{"artifactLocation":{"uri":"#);
    out.push_str(quoted_uri);
    out.push('}');
    if let Some(text) = project.text_of(place.file) {
        push_region(out, r#","region":"#, text, place.span);
    }
    out.push('}');
}

fn push_region(out: &mut String, before: &str, text: &Text, span: Span) {
    let (start, end) = text.positions(span);
    out.push_str(before);
    for (name, number) in [
        (r#"{"startLine":"#, start.line),
        (r#","startColumn":"#, start.column),
        (r#","endLine":"#, end.line),
        (r#","endColumn":"#, end.column),
    ] {
        out.push_str(name);
        out.push_number(number);
    }
    out.push('}');
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

/// The rules come last: which ones have results is known only then.
pub(super) fn end(out: &mut impl Write, rendered: &[Rendered]) -> io::Result<()> {
    let rules: BTreeMap<&str, &Rule> =
        rendered.iter().flat_map(|connector| &connector.rules).map(|(id, count)| (*id, count.rule)).collect();
    let rules: Vec<String> = rules.values().map(|rule| format!("            {}", descriptor(rule))).collect();
    let rules = if rules.is_empty() { "[]".to_owned() } else { format!("[\n{}\n          ]", rules.join(",\n")) };
    writeln!(
        out,
        r#"
      ],
      "tool": {{
        "driver": {{
          "name": "connkit",
          "version": "{version}",
          "semanticVersion": "{version}",
          "rules": {rules}
        }}
      }}
    }}
  ]
}}"#,
        version = env!("CARGO_PKG_VERSION"),
    )
}

/// A URI as JSON; it holds nothing that would have to be escaped.
fn quoted_uri(path: &str) -> String {
    format!("\"{}\"", uri(path))
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
