//! Version 1 of the JSON report: connectors, findings, summary; and its findings alone, a line each.

use std::io::{self, Write};

use serde::Serialize;

use super::uses::UseLabels;
use super::{Counts, Rendered, Summary};
use crate::finding::{Finding, Safety};
use crate::project::{KindSource, Project};
use crate::publisher_kind::PublisherKind;
use crate::text::{FileId, Span};

/// Raised when a member changes its meaning or goes away; new members may appear within a version.
const VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ConnectorReport<'a> {
    path: &'a str,
    publisher_kind: PublisherKind,
    publisher_kind_source: KindSource,
    title: String,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Serialize)]
struct FindingReport<'a> {
    rule: &'a str,
    level: crate::finding::Level,
    connector: &'a str,
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    start: Point,
    end: Point,
    message: &'a str,
    help: Option<&'a str>,
    codes: &'a [&'a str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<LabelReport>,
    fix: Option<FixReport<'a>>,
}

/// One-based line and column (in characters), zero-based byte offset.
#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct LabelReport {
    file: String,
    start: Point,
    end: Point,
    message: String,
}

#[derive(Serialize)]
struct FixReport<'a> {
    title: &'a str,
    safety: Safety,
    edits: Vec<EditReport<'a>>,
    #[serde(rename = "newName", skip_serializing_if = "Option::is_none")]
    new_name: Option<&'static str>,
}

#[derive(Serialize)]
struct EditReport<'a> {
    start: Point,
    end: Point,
    text: &'a str,
}

pub(super) fn connector(project: &Project, counts: Counts) -> String {
    to_json(&ConnectorReport {
        path: &project.path,
        publisher_kind: project.kind,
        publisher_kind_source: project.kind_source,
        title: project.title(),
        counts,
    })
}

/// The findings as JSON objects with commas between them.
pub(super) fn findings(project: &Project, findings: &[Finding]) -> String {
    let uses = UseLabels::new(project);
    let mut out = String::new();
    for finding in findings {
        if !out.is_empty() {
            out.push_str(",\n    ");
        }
        out.push_str(&to_json(&finding_report(project, &uses, finding)));
    }
    out
}

/// The findings as JSON objects, a line each.
pub(super) fn lines(project: &Project, findings: &[Finding]) -> String {
    let uses = UseLabels::new(project);
    findings.iter().map(|finding| to_json(&finding_report(project, &uses, finding)) + "\n").collect()
}

fn finding_report<'a>(project: &'a Project, uses: &UseLabels<'_>, finding: &'a Finding) -> FindingReport<'a> {
    let (start, end) = points(project, finding.place.file, finding.place.span);
    FindingReport {
        rule: finding.rule.id,
        level: finding.level,
        connector: &project.path,
        file: project.path_of(finding.place.file),
        pointer: finding.pointer(&project.connector),
        start,
        end,
        message: &finding.message,
        help: finding.help.as_deref(),
        codes: finding.rule.codes,
        labels: finding
            .labels
            .iter()
            .cloned()
            .chain(uses.of(finding))
            .map(|label| {
                let (start, end) = points(project, label.place.file, label.place.span);
                let message = label.message.into_owned();
                LabelReport { file: project.path_of(label.place.file), start, end, message }
            })
            .collect(),
        fix: finding.fix.as_ref().map(|fix| FixReport {
            title: &fix.title,
            safety: fix.safety,
            edits: fix
                .edits
                .iter()
                .map(|edit| {
                    let (start, end) = points(project, fix.file, edit.span);
                    EditReport { start, end, text: &edit.text }
                })
                .collect(),
            new_name: fix.new_name,
        }),
    }
}

fn points(project: &Project, file: FileId, span: Span) -> (Point, Point) {
    let text = project.text_of(file);
    let point = |offset| {
        let position = text.map(|text| text.position(offset));
        let (line, column) = position.map_or((1, 1), |position| (position.line, position.column));
        Point { line, column, offset }
    };
    (point(span.start), point(span.end))
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("reports hold only strings, numbers and lists")
}

pub(super) fn write(out: &mut impl Write, rendered: &[Rendered], summary: Summary) -> io::Result<()> {
    write!(out, "{{\n  \"version\": {VERSION},\n  \"connectors\": ")?;
    write_list(out, rendered.iter().map(|connector| connector.connector.as_str()))?;
    write!(out, ",\n  \"findings\": ")?;
    write_list(out, rendered.iter().map(|connector| connector.findings.as_str()))?;
    writeln!(out, ",\n  \"summary\": {}\n}}", to_json(&summary))
}

fn write_list<'r>(out: &mut impl Write, items: impl Iterator<Item = &'r str>) -> io::Result<()> {
    let mut is_empty = true;
    for item in items.filter(|item| !item.is_empty()) {
        write!(out, "{}\n    {item}", if is_empty { "[" } else { "," })?;
        is_empty = false;
    }
    write!(out, "{}", if is_empty { "[]" } else { "\n  ]" })
}
