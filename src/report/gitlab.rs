//! GitLab's code quality report: one JSON list of issues, each known by a fingerprint.

use std::io::{self, Write};

use super::Location;
use super::json_text::JsonText as _;
use crate::finding::anchor::Fingerprints;
use crate::finding::{Finding, Level};
use crate::project::Project;

pub(super) const OPENING: &str = "[";

/// The issues with commas between them.
pub(super) fn issues(project: &Project, findings: &[Finding]) -> String {
    let mut fingerprints = Fingerprints::new(&project.path, &project.connector);
    let mut out = String::new();
    for finding in findings {
        if !out.is_empty() {
            out.push_str(",\n  ");
        }
        let pointer = finding.pointer(&project.connector);
        push_issue(&mut out, project, finding, &fingerprints.of(finding, pointer.as_deref()));
    }
    out
}

fn push_issue(out: &mut String, project: &Project, finding: &Finding, fingerprint: &str) {
    let location = Location::of(project, finding.place);
    for (name, text) in [
        (r#"{"type":"#, "issue"),
        (r#","check_name":"#, finding.rule.id),
        (r#","description":"#, &finding.message),
        (r#","severity":"#, severity(finding.level)),
        (r#","fingerprint":"#, fingerprint),
        (r#","location":{"path":"#, &location.path),
    ] {
        out.push_str(name);
        out.push_json(text);
    }
    out.push_str(r#","lines":{"begin":"#);
    out.push_number(location.start().line);
    out.push_str("}}}");
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "critical",
        Level::Warning => "minor",
        Level::Hint | Level::Off => "info",
    }
}

pub(super) fn end(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n]")
}
