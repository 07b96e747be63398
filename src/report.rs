//! What was found, in the formats that people and programs read: one file per format.
//!
//! Each connector is rendered for itself, by the thread that checked it, so that its documents can go at once.

pub mod changes;
mod human;
mod json;

use std::io::{self, Write};

use serde::Serialize;

use crate::finding::{Finding, Level};
use crate::project::Project;

/// A format of findings on stdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// As a compiler tells it: source lines with the culprit underlined
    Human,
    /// One JSON document, version 1
    Json,
}

/// How findings are shown to people.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Show all findings of a rule in a file, not just the first few.
    pub unfolded: bool,
    /// The lowest level that is shown.
    pub lowest: Level,
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

    fn add(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.hints += other.hints;
    }
}

/// One connector in a format, ready to be put between the others.
#[derive(Debug)]
pub struct Rendered {
    /// What the format says about the connector itself.
    connector: String,
    /// What it says about its findings.
    findings: String,
    pub counts: Counts,
}

/// Renders the findings of one connector.
pub fn render(format: Format, style: Style, project: &Project, findings: &[Finding]) -> Rendered {
    let counts = Counts::of(findings);
    let (connector, findings) = match format {
        Format::Human => (String::new(), human::findings(project, findings, style)),
        Format::Json => (json::connector(project, counts), json::findings(project, findings)),
    };
    Rendered { connector, findings, counts }
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

/// Writes only what was said about the findings of one connector.
pub fn write_findings(out: &mut impl Write, rendered: &Rendered) -> io::Result<()> {
    out.write_all(rendered.findings.as_bytes())
}

/// Writes all connectors, in order, with what the format puts around them.
pub fn write(format: Format, out: &mut impl Write, rendered: &[Rendered]) -> io::Result<()> {
    let summary = Summary::of(rendered);
    match format {
        Format::Human => human::write(out, rendered, summary),
        Format::Json => json::write(out, rendered, summary),
    }
}
