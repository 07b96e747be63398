//! One line for each finding: `path:line:column: level[Rule]: message`.

use super::{Location, Style};
use crate::finding::Finding;
use crate::project::Project;
use crate::text::printable;

pub(super) fn findings(project: &Project, findings: &[Finding], style: Style) -> String {
    findings.iter().filter(|finding| style.shows(finding.level)).map(|finding| line(project, finding) + "\n").collect()
}

/// One finding without a line end, whatever its message holds.
pub(super) fn line(project: &Project, finding: &Finding) -> String {
    let location = Location::of(project, finding.place);
    let message = finding.message.split(['\n', '\r']).map(printable).collect::<Vec<_>>().join(" ");
    let path = printable(&location.path);
    format!("{path}:{}: {}[{}]: {message}", location.start(), finding.level.name(), finding.rule.id)
}
