//! Validation as a step of another command: errors are shown and stop it.

use std::io::Write as _;

use anyhow::{Result, bail};

use super::status;
use crate::check::{self, Choice};
use crate::config::Date;
use crate::finding::{Finding, Level};
use crate::project::{KindSource, Project};
use crate::report::{self, Counts, Format, Style};

/// The environment variable that tells the day, where no flag does.
const TODAY: &str = "CONNKIT_TODAY";

/// The day that allow entries are compared with. The clock is not asked: the same files give the same verdict always.
///
/// Fails when the environment holds something that is no day.
pub fn today(flag: Option<Date>) -> Result<Option<Date>> {
    if flag.is_some() {
        return Ok(flag);
    }
    let Some(text) = std::env::var_os(TODAY).filter(|text| !text.is_empty()) else { return Ok(None) };
    match text.to_str().and_then(Date::parse) {
        Some(date) => Ok(Some(date)),
        None => bail!("{TODAY} is `{}`: expected a day such as 2030-12-31", text.to_string_lossy()),
    }
}

/// Judges a connector and shows its errors on stderr.
pub fn judge(project: &Project) -> Result<Counts> {
    Ok(Counts::of(&show_errors(project, &[], today(None)?)?))
}

/// Judges a connector by some rules, by all where none are named, and shows the errors on stderr.
pub fn show_errors(project: &Project, only: &[&'static str], today: Option<Date>) -> Result<Vec<Finding>> {
    let choice = Choice { only, today, ..Choice::default() };
    let findings = check::judge(project, &choice).findings;
    let style = Style { unfolded: false, lowest: Level::Error, fail_on: Level::Error, is_coloured: true };
    let rendered = report::render(Format::Human, style, project, &findings);
    report::write_findings(&mut anstream::stderr().lock(), &rendered)?;
    Ok(findings)
}

/// Says that errors stop the command, how to see everything, and which flag overrides.
pub fn refuse(project: &Project, counts: Counts, what: &str, flag: &str) {
    let errors = if counts.errors == 1 { "1 error".to_owned() } else { format!("{} errors", counts.errors) };
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
    status::done("Validated", format_args!("{errors} errors, {warnings} warnings, {hints} hints"));
    std::io::stderr().flush()?;
    Ok(())
}
