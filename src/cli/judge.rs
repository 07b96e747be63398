//! Validation as a step of another command: errors are shown and stop it.

use std::io::Write as _;

use anyhow::Result;

use super::status;
use crate::check::{self, Choice};
use crate::config::{Date, environment};
use crate::finding::{Finding, Level};
use crate::project::{KindSource, Project};
use crate::report::{self, Counts, Format, Style};

/// The day that allow entries are compared with. The clock is not asked: the same files give the same verdict always.
///
/// Fails when the environment holds something that is no day.
pub fn today(flag: Option<Date>) -> Result<Option<Date>> {
    if flag.is_some() {
        return Ok(flag);
    }
    environment::variable(environment::TODAY, Date::parse, "a day such as 2030-12-31")
}

/// Judges a connector and shows its errors on stderr.
pub fn judge(project: &Project) -> Result<Counts> {
    Ok(Counts::of(&show_errors(project, &[], today(None)?)?))
}

/// Judges a connector by some rules, by all where none are named, and shows the errors on stderr.
pub fn show_errors(project: &Project, only: &[&'static str], today: Option<Date>) -> Result<Vec<Finding>> {
    let choice = Choice { only, today, ..Choice::default() };
    let findings = check::judge(project, &choice).findings;
    let style = Style { lowest: Level::Error, is_coloured: true, ..Style::PLAIN };
    let rendered = report::render(Format::Human, style, project, &findings);
    report::write_findings(&mut anstream::stderr().lock(), &rendered)?;
    Ok(findings)
}

/// Says that errors stop the command, how to see everything, and which flag overrides.
pub fn refuse(project: &Project, counts: Counts, what: &str, flag: &str) {
    let errors = report::counted(counts.errors, "error");
    status::warning(format_args!(
        "{what}: the connector has {errors}; `connkit validate {}` shows everything, {flag} overrides",
        project.path
    ));
}

/// An inferred kind is said, since it decides what is asked of the connector.
pub fn tell_kind(project: &Project) {
    if project.kind_source != KindSource::Flag {
        status::done("Publisher", format_args!("{} ({})", project.kind, project.kind_source));
    }
}

/// What the validation said, as one line.
pub fn tell(counts: Counts) -> Result<()> {
    let Counts { errors, warnings, hints } = counts;
    let [errors, warnings, hints] =
        [(errors, "error"), (warnings, "warning"), (hints, "hint")].map(|(number, what)| report::counted(number, what));
    status::done("Validated", format_args!("{errors}, {warnings}, {hints}"));
    std::io::stderr().flush()?;
    Ok(())
}
