//! What was found, in the formats that people and programs read: one file per format.
//!
//! Each connector is rendered for itself, by the thread that checked it, so that its documents can go at once.

mod azure;
pub mod changes;
mod concise;
mod drawing;
mod github;
mod gitlab;
mod human;
mod json;
mod json_text;
mod junit;
mod log;
mod markdown;
mod sarif;
mod statistics;
#[cfg(test)]
mod tests;
mod uses;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::ValueEnum as _;
use serde::Serialize;

pub use log::{LogCounts, log};
pub use sarif::uri;
pub use statistics::write as write_statistics;

use crate::finding::{Finding, Level, Safety};
use crate::project::Project;
use crate::rule::Rule;
use crate::text::{FileId, Place, Position};

/// A format of findings on stdout or in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// As a compiler tells it: source lines with the culprit underlined
    Human,
    /// One line for each finding
    Concise,
    /// One JSON document, version 1
    Json,
    /// One JSON object for each finding, a line each, as in `json`
    Jsonl,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Issues of Azure Pipelines
    Azure,
    /// A code quality report of GitLab
    Gitlab,
    /// JUnit XML: a test suite for each connector, a failure for each finding that fails the run
    Junit,
    /// A comment for a review, with a table
    Markdown,
}

impl Format {
    /// The name on the command line.
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Whether people read it as it is printed.
    pub fn is_talk(self) -> bool {
        matches!(self, Self::Human | Self::Concise)
    }

    /// Whether it begins with figures about all connectors, so that nothing can be written before the last one is judged.
    fn tells_totals_first(self) -> bool {
        matches!(self, Self::Junit | Self::Markdown)
    }

    /// Where the findings are one JSON list: what stands before an element.
    fn list_indent(self) -> Option<&'static str> {
        match self {
            Self::Json => Some("    "),
            Self::Sarif => Some("        "),
            Self::Gitlab => Some("  "),
            _ => None,
        }
    }

    /// Whether control characters are always escaped in it, so that it can go out as it is.
    pub fn is_escaped(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl | Self::Sarif | Self::Gitlab | Self::Junit)
    }
}

/// How findings are shown to people.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Show all findings of a rule in a file, not just the first few.
    pub unfolded: bool,
    /// The lowest level that is shown.
    pub lowest: Level,
    /// Hints are not shown where people read, only counted.
    pub counts_hints: bool,
    /// The lowest level that fails the run.
    pub fail_on: Level,
    /// Mark up what people read with colours.
    pub is_coloured: bool,
    /// Say above the findings of a connector which one it is.
    pub names_connectors: bool,
}

impl Style {
    /// Everything, folded, without colours; errors fail the run.
    pub const PLAIN: Self = Self {
        unfolded: false,
        lowest: Level::Hint,
        counts_hints: false,
        fail_on: Level::Error,
        is_coloured: false,
        names_connectors: false,
    };

    /// Whether people are shown findings of a level.
    fn shows(self, level: Level) -> bool {
        level >= self.lowest && !(self.counts_hints && level == Level::Hint)
    }
}

/// How many findings there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

impl Counts {
    pub fn of(findings: &[Finding]) -> Self {
        let count = |level| findings.iter().filter(|finding| finding.level == level).count();
        Self { errors: count(Level::Error), warnings: count(Level::Warning), hints: count(Level::Hint) }
    }

    /// How many there are of a level or a higher one.
    pub fn at_least(self, level: Level) -> usize {
        let Self { errors, warnings, hints } = self;
        match level {
            Level::Error => errors,
            Level::Warning => errors + warnings,
            Level::Hint | Level::Off => errors + warnings + hints,
        }
    }

    pub fn total(self) -> usize {
        self.at_least(Level::Hint)
    }

    fn add(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.hints += other.hints;
    }
}

/// One connector in a format, ready to be put between the others.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The connector's path, as the user gave it.
    path: String,
    /// What the format says about the connector itself.
    connector: String,
    /// What it says about its findings.
    findings: String,
    pub counts: Counts,
    /// How many findings fail the run.
    failures: usize,
    /// How many hints people are not shown.
    hidden_hints: usize,
    /// How many findings have a fix that can be applied without asking.
    fixable: usize,
    /// How many findings each rule has, by rule id.
    rules: BTreeMap<&'static str, RuleCount>,
}

/// What one rule reported.
#[derive(Clone, Copy, Debug)]
struct RuleCount {
    rule: &'static Rule,
    /// The highest level among its findings.
    level: Level,
    findings: usize,
}

/// Renders the findings of one connector.
pub fn render(format: Format, style: Style, project: &Project, findings: &[Finding]) -> Rendered {
    let counts = Counts::of(findings);
    let (connector, findings_text) = match format {
        Format::Human => (String::new(), human::findings(project, findings, style)),
        Format::Concise => (String::new(), concise::findings(project, findings, style)),
        Format::Json => (json::connector(project, counts), json::findings(project, findings)),
        Format::Jsonl => (String::new(), json::lines(project, findings)),
        Format::Sarif => (String::new(), sarif::results(project, findings)),
        Format::Github => (String::new(), github::annotations(project, findings)),
        Format::Azure => (String::new(), azure::issues(project, findings)),
        Format::Gitlab => (String::new(), gitlab::issues(project, findings)),
        Format::Junit => (String::new(), junit::suite(project, findings, counts, style)),
        Format::Markdown => (String::new(), markdown::table(project, findings, counts, style)),
    };
    let is_folder = project.connector.is_folder();
    Rendered {
        path: project.path.clone(),
        connector,
        findings: findings_text,
        counts,
        failures: counts.at_least(style.fail_on),
        hidden_hints: if style.counts_hints { counts.hints } else { 0 },
        // What a file alone would need is not known.
        fixable: if is_folder { findings.iter().filter(|finding| is_fixable(finding)).count() } else { 0 },
        rules: by_rule(findings),
    }
}

fn is_fixable(finding: &Finding) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe)
}

fn by_rule(findings: &[Finding]) -> BTreeMap<&'static str, RuleCount> {
    let mut rules = BTreeMap::new();
    for finding in findings {
        let rule = finding.rule;
        let count = rules.entry(rule.id).or_insert(RuleCount { rule, level: finding.level, findings: 0 });
        count.level = count.level.max(finding.level);
        count.findings += 1;
    }
    rules
}

/// Where something is, as the formats write it.
struct Location {
    path: String,
    /// The first character and the one behind the last; `None` in what is no text.
    range: Option<(Position, Position)>,
}

impl Location {
    fn of(project: &Project, place: Place) -> Self {
        let range = project.text_of(place.file).map(|text| text.positions(place.span));
        Self { path: project.path_of(place.file), range }
    }

    /// Where to look first; the beginning in what is no text.
    fn start(&self) -> Position {
        self.range.map_or(Position { line: 1, column: 1 }, |(start, _)| start)
    }
}

/// The paths of files, each written once in a format's own way.
struct Paths<'p> {
    project: &'p Project,
    written: fn(&str) -> String,
    known: BTreeMap<FileId, String>,
}

impl<'p> Paths<'p> {
    fn new(project: &'p Project, written: fn(&str) -> String) -> Self {
        Self { project, written, known: BTreeMap::new() }
    }

    fn of(&mut self, file: FileId) -> &str {
        self.known.entry(file).or_insert_with(|| (self.written)(&self.project.path_of(file)))
    }
}

/// The totals of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub connectors: usize,
    pub connectors_with_errors: usize,
    #[serde(flatten)]
    pub counts: Counts,
}

impl Summary {
    pub fn of(rendered: &[Rendered]) -> Self {
        let mut summary = Self { connectors: rendered.len(), ..Self::default() };
        for connector in rendered {
            summary.connectors_with_errors += usize::from(connector.counts.errors > 0);
            summary.counts.add(connector.counts);
        }
        summary
    }
}

/// How many hints people are not shown.
pub fn hidden_hints(rendered: &[Rendered]) -> usize {
    rendered.iter().map(|connector| connector.hidden_hints).sum()
}

/// Writes only what was said about the findings of one connector.
pub fn write_findings(out: &mut impl Write, rendered: &Rendered) -> io::Result<()> {
    out.write_all(rendered.findings.as_bytes())
}

/// A report that is written as its connectors come in, so that what was said about one need not be kept.
pub struct Report<W> {
    format: Format,
    out: W,
    /// What the connectors came to; the text about their findings is gone once it is written.
    rendered: Vec<Rendered>,
    has_findings: bool,
    /// What a user names to mean all connectors.
    paths: Vec<String>,
}

impl<W: Write> Report<W> {
    pub fn new(format: Format, out: W, paths: Vec<String>) -> Self {
        Self { format, out, rendered: Vec::new(), has_findings: false, paths }
    }

    /// Writes what comes before all findings; not before there is one connector that could be judged.
    fn begin(&mut self) -> io::Result<()> {
        let opening = match self.format {
            Format::Json => json::OPENING,
            Format::Sarif => sarif::OPENING,
            Format::Gitlab => gitlab::OPENING,
            _ => "",
        };
        self.out.write_all(opening.as_bytes())
    }

    /// Writes the findings of the next connector, unless the format tells totals first.
    pub fn push(&mut self, mut connector: Rendered) -> io::Result<()> {
        if self.rendered.is_empty() {
            self.begin()?;
        }
        if !self.format.tells_totals_first() && !connector.findings.is_empty() {
            if let Some(indent) = self.format.list_indent() {
                self.out.write_all(if self.has_findings { b",\n" } else { b"\n" })?;
                self.out.write_all(indent.as_bytes())?;
            }
            let findings = std::mem::take(&mut connector.findings);
            self.out.write_all(findings.as_bytes())?;
            // People and pipelines see it now, not when the buffer is full.
            self.out.flush()?;
            self.has_findings = true;
        }
        self.rendered.push(connector);
        Ok(())
    }

    /// Writes what comes behind all findings; hands back what the connectors came to.
    pub fn end(mut self) -> io::Result<Vec<Rendered>> {
        if self.rendered.is_empty() {
            self.begin()?;
        }
        let (out, rendered) = (&mut self.out, self.rendered.as_slice());
        let summary = Summary::of(rendered);
        match self.format {
            Format::Human => human::end(out, rendered, &self.paths, summary)?,
            Format::Json => json::end(out, rendered, summary, self.has_findings)?,
            Format::Sarif => sarif::end(out, rendered)?,
            Format::Gitlab => gitlab::end(out)?,
            Format::Junit => junit::write(out, rendered)?,
            Format::Markdown => markdown::write(out, rendered, summary)?,
            Format::Concise | Format::Jsonl | Format::Github | Format::Azure => {}
        }
        self.out.flush()?;
        Ok(self.rendered)
    }
}

/// Writes all connectors, in order, with what the format puts around them; hands back what they came to.
pub fn write(format: Format, out: &mut impl Write, rendered: Vec<Rendered>) -> io::Result<Vec<Rendered>> {
    let mut report = Report::new(format, out, Vec::new());
    for connector in rendered {
        report.push(connector)?;
    }
    report.end()
}

/// A path as a shell takes it.
fn argument(path: &str) -> Cow<'_, str> {
    if path.contains(' ') { format!("\"{path}\"").into() } else { path.into() }
}

/// `1 error`, `2 errors`.
pub fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// What was found, in words: `1 error, 2 hints`; empty when there is nothing.
pub fn counts_in_words(counts: Counts) -> String {
    let Counts { errors, warnings, hints } = counts;
    let counts: Vec<String> = [(errors, "error"), (warnings, "warning"), (hints, "hint")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| counted(number, what))
        .collect();
    counts.join(", ")
}
