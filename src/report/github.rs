//! Workflow commands of GitHub Actions: annotations on the lines of a change.

use super::Location;
use crate::finding::{Finding, Level};
use crate::project::Project;
use crate::text::printable;

pub(super) fn annotations(project: &Project, findings: &[Finding]) -> String {
    findings.iter().map(|finding| annotation(project, finding)).collect()
}

fn annotation(project: &Project, finding: &Finding) -> String {
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint | Level::Off => "notice",
    };
    let location = Location::of(project, finding.place);
    let mut properties = format!("file={}", property(&location.path));
    if let Some((start, end)) = location.range {
        properties.push_str(&format!(",line={},endLine={},col={}", start.line, end.line, start.column));
        // Columns of a place over several lines would be taken for those of its first line.
        if start.line == end.line {
            properties.push_str(&format!(",endColumn={}", end.column));
        }
    }
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    let message = data(&format!("{}{help}", finding.message));
    format!("::{command} {properties},title={}::{message}\n", property(finding.rule.id))
}

/// The message of a command, which cannot play tricks on who reads the log in a terminal.
fn data(text: &str) -> String {
    let on_one_line = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    printable(&on_one_line).into_owned()
}

/// The value of a property, which also ends at `:` and `,`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_property_or_a_command_is_escaped() {
        assert_eq!(property("a,b:c%\r\n"), "a%2Cb%3Ac%25%0D%0A");
        assert_eq!(data("a,b::c%\r\n"), "a,b::c%25%0D%0A");
        assert_eq!(data("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
    }
}
