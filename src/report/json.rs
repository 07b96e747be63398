//! Version 1 of the JSON report: connectors, findings, summary; and its findings alone, a line each.

use std::io::{self, Write};

use serde::Serialize;

use super::json_text::JsonText as _;
use super::uses::UseLabels;
use super::{Counts, Paths, Rendered, Summary};
use crate::finding::{Finding, Fix, WholeFile};
use crate::project::{KindSource, Project};
use crate::publisher_kind::PublisherKind;
use crate::text::{FileId, Position, Span};

/// The version is raised when a member changes its meaning or goes away; new members may appear within a version.
pub(super) const OPENING: &str = "{\n  \"version\": 1,\n  \"findings\": [";

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
    let mut objects = Objects::of(project);
    for finding in findings {
        if !objects.out.is_empty() {
            objects.out.push_str(",\n    ");
        }
        objects.push(finding);
    }
    objects.out
}

/// The findings as JSON objects, a line each.
pub(super) fn lines(project: &Project, findings: &[Finding]) -> String {
    let mut objects = Objects::of(project);
    for finding in findings {
        objects.push(finding);
        objects.out.push('\n');
    }
    objects.out
}

/// The findings of one connector, as text.
struct Objects<'p> {
    project: &'p Project,
    uses: UseLabels<'p>,
    paths: Paths<'p>,
    out: String,
}

impl<'p> Objects<'p> {
    fn of(project: &'p Project) -> Self {
        let paths = Paths::new(project, |path| to_json(&path));
        Self { project, uses: UseLabels::new(project), paths, out: String::new() }
    }

    fn push(&mut self, finding: &Finding) {
        self.out.push_str(r#"{"rule":"#);
        self.out.push_json(finding.rule.id);
        self.out.push_str(r#","level":"#);
        self.out.push_json(finding.level.name());
        self.out.push_str(r#","connector":"#);
        self.out.push_json(&self.project.path);
        self.out.push_str(r#","file":"#);
        self.out.push_str(self.paths.of(finding.place.file));
        if let Some(pointer) = finding.pointer(&self.project.connector) {
            self.out.push_str(r#","pointer":"#);
            self.out.push_json(&pointer);
        }
        self.out.push(',');
        self.points(finding.place.file, finding.place.span);
        self.out.push_str(r#","message":"#);
        self.out.push_json(&finding.message);
        self.out.push_str(r#","help":"#);
        match &finding.help {
            Some(help) => self.out.push_json(help),
            None => self.out.push_str("null"),
        }
        self.out.push_str(r#","codes":["#);
        for (number, code) in finding.rule.codes.iter().enumerate() {
            self.out.push_str(if number == 0 { "" } else { "," });
            self.out.push_json(code);
        }
        self.out.push(']');
        self.labels(finding);
        self.out.push_str(r#","fix":"#);
        match &finding.fix {
            Some(fix) => self.fix(fix, finding.place.file),
            None => self.out.push_str("null"),
        }
        self.out.push('}');
    }

    fn labels(&mut self, finding: &Finding) {
        let uses = self.uses.of(finding);
        if finding.labels.is_empty() && uses.is_empty() {
            return;
        }
        self.out.push_str(r#","labels":["#);
        for (number, label) in finding.labels.iter().chain(uses.iter()).enumerate() {
            self.out.push_str(if number == 0 { r#"{"file":"# } else { r#",{"file":"# });
            self.out.push_str(self.paths.of(label.place.file));
            self.out.push(',');
            self.points(label.place.file, label.place.span);
            self.out.push_str(r#","message":"#);
            self.out.push_json(&label.message);
            self.out.push('}');
        }
        self.out.push(']');
    }

    fn fix(&mut self, fix: &Fix, found_in: FileId) {
        self.out.push_str(r#"{"title":"#);
        self.out.push_json(&fix.title);
        self.out.push_str(r#","safety":"#);
        self.out.push_json(fix.safety.name());
        self.out.push_str(r#","edits":["#);
        for (number, edit) in fix.edits.iter().enumerate() {
            self.out.push_str(if number == 0 { "{" } else { ",{" });
            self.points(fix.file, edit.span);
            self.out.push_str(r#","text":"#);
            self.out.push_json(&edit.text);
            self.out.push('}');
        }
        self.out.push(']');
        if fix.file != found_in {
            self.out.push_str(r#","file":"#);
            self.out.push_str(self.paths.of(fix.file));
        }
        if let Some(whole) = &fix.whole {
            self.whole_file(whole);
        }
        self.out.push('}');
    }

    fn whole_file(&mut self, whole: &WholeFile) {
        let (key, value) = match whole {
            WholeFile::Rename(name) => (r#","newName":"#, *name),
            WholeFile::Remove(name) => (r#","removes":"#, name.as_str()),
            WholeFile::Create { name, .. } => (r#","creates":"#, *name),
            WholeFile::Unindent => (r#","rewrites":"#, "indentation"),
            WholeFile::Recode => (r#","rewrites":"#, "encoding"),
            WholeFile::Redraw(_) => (r#","rewrites":"#, "picture"),
        };
        self.out.push_str(key);
        self.out.push_json(value);
    }

    /// `start` and `end`: one-based line and column (in characters), zero-based byte offset.
    fn points(&mut self, file: FileId, span: Span) {
        let first = Position { line: 1, column: 1 };
        let (start, end) = self.project.text_of(file).map_or((first, first), |text| text.positions(span));
        for (name, position, offset) in
            [(r#""start":{"line":"#, start, span.start), (r#","end":{"line":"#, end, span.end)]
        {
            self.out.push_str(name);
            self.out.push_number(position.line);
            self.out.push_str(r#","column":"#);
            self.out.push_number(position.column);
            self.out.push_str(r#","offset":"#);
            self.out.push_number(offset);
            self.out.push('}');
        }
    }
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("reports hold only strings, numbers and lists")
}

pub(super) fn end(out: &mut impl Write, rendered: &[Rendered], summary: Summary, has_findings: bool) -> io::Result<()> {
    let connectors: Vec<&str> = rendered.iter().map(|connector| connector.connector.as_str()).collect();
    let connectors =
        if connectors.is_empty() { "[]".to_owned() } else { format!("[\n    {}\n  ]", connectors.join(",\n    ")) };
    write!(out, "{}],\n  \"connectors\": {connectors}", if has_findings { "\n  " } else { "" })?;
    writeln!(out, ",\n  \"summary\": {}\n}}", to_json(&summary))
}
