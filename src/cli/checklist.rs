//! `connkit checklist`: what is proved, and what only a person can attest.

use std::fs;
use std::io::Write as _;

use anyhow::{Context as _, Result};
use camino::Utf8PathBuf;

use super::{Outcome, judge, status};
use crate::certification::{self, DEFAULT_LIMITS};
use crate::check::{self, Choice};
use crate::checklist::{Checklist, Format, PackageState};
use crate::finding::Level;
use crate::project::{Project, shown};
use crate::publisher_kind::PublisherKind;

/// List what certification asks for: what is proved, what only a person can attest, and where each goes
///
/// Exit code 1 when something that a program can see is wrong.
#[derive(clap::Args)]
pub struct Arguments {
    /// The connector's folder
    #[arg(default_value = ".")]
    path: Utf8PathBuf,

    /// The package for certification, to be judged and compared with the folder
    #[arg(long, value_name = "ZIP")]
    package: Option<Utf8PathBuf>,

    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// Who publishes the connector [default: from connkit.json, the parent folder or the brand colour]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let project = Project::load_one(&arguments.path, arguments.publisher_kind)?;
    judge::tell_kind(&project);
    let choice = Choice { today: judge::today(None)?, ..Choice::default() };
    let findings = check::judge(&project, &choice).findings;
    let path = arguments.package.as_deref().map(shown);
    let package = match (&arguments.package, &path) {
        (Some(package), Some(path)) => {
            let bytes = fs::read(package).with_context(|| format!("could not read {package}"))?;
            let read = certification::read(path, &bytes, DEFAULT_LIMITS);
            let judged = Project::of_package(package, read, Some(project.kind), Some(&project))?;
            let found = check::judge(&judged, &choice).findings;
            let errors = found.iter().filter(|finding| finding.level == Level::Error).count();
            PackageState::Judged { path, errors }
        }
        _ => PackageState::NotGiven,
    };
    let checklist = Checklist::of(&project, &findings, package);
    anstream::stdout().lock().write_all(checklist.render(arguments.format).as_bytes())?;
    if checklist.is_wrong() {
        status::warning(format_args!(
            "not all that a program can see is right; `connkit validate {}` tells more",
            project.path
        ));
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Clean)
}
