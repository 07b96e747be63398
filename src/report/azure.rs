//! Logging commands of Azure Pipelines: issues with file, line and code.

use super::{Location, concise};
use crate::finding::{Finding, Level};
use crate::project::Project;
use crate::text::printable;

pub(super) fn issues(project: &Project, findings: &[Finding]) -> String {
    findings.iter().map(|finding| issue(project, finding)).collect()
}

fn issue(project: &Project, finding: &Finding) -> String {
    let kind = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        // There is no third kind of issue; a hint stays a line of the log.
        Level::Hint | Level::Off => return format!("{}\n", plain(&concise::line(project, finding))),
    };
    let location = Location::of(project, finding.place);
    let start = location.start();
    format!(
        "##vso[task.logissue type={kind};sourcepath={};linenumber={};columnnumber={};code={};]{}\n",
        property(&location.path),
        start.line,
        start.column,
        property(finding.rule.id),
        data(&finding.message)
    )
}

/// The agent runs commands wherever it meets them in a line.
fn plain(line: &str) -> String {
    line.replace("##vso[", "## vso[").replace("##[", "## [")
}

/// The message of a command. `%` has its own escape, so that no text can forge the others; nor can it play tricks on a
/// terminal.
fn data(text: &str) -> String {
    let on_one_line = text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A");
    printable(&on_one_line).into_owned()
}

/// The value of a property, which also ends at `;` and `]`.
fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_property_or_a_command_is_escaped() {
        assert_eq!(property("a;b]c%\r\n"), "a%3Bb%5Dc%AZP25%0D%0A");
        assert_eq!(data("a;b]c%\r\n"), "a;b]c%AZP25%0D%0A");
        assert_eq!(data("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(plain("x: ##vso[task.complete]"), "x: ## vso[task.complete]");
    }
}
