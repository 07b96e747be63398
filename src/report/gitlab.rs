//! GitLab's code quality report: one JSON list of issues, each known by a fingerprint.

use std::io::{self, Write};

use serde_json::json;

use super::{Location, Rendered, write_list};
use crate::finding::anchor::Fingerprints;
use crate::finding::{Finding, Level};
use crate::project::Project;

/// The issues with commas between them.
pub(super) fn issues(project: &Project, findings: &[Finding]) -> String {
    let mut fingerprints = Fingerprints::new(&project.path, &project.connector);
    let issues: Vec<String> = findings
        .iter()
        .map(|finding| {
            let location = Location::of(project, finding.place);
            let issue = json!({
                "type": "issue",
                "check_name": finding.rule.id,
                "description": finding.message,
                "severity": severity(finding.level),
                "fingerprint": fingerprints.of(finding),
                "location": { "path": location.path, "lines": { "begin": location.start().line } },
            });
            issue.to_string()
        })
        .collect();
    issues.join(",\n  ")
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "critical",
        Level::Warning => "minor",
        Level::Hint | Level::Off => "info",
    }
}

pub(super) fn write(out: &mut impl Write, rendered: &[Rendered]) -> io::Result<()> {
    write!(out, "[")?;
    write_list(out, rendered, "  ")?;
    writeln!(out, "\n]")
}
