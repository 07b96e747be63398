//! `connkit submit`: makes the branch for a pull request in a clone of the connectors repository; never pushes.

use std::io::Write as _;

use anyhow::{Result, bail};
use camino::Utf8PathBuf;

use super::{Outcome, judge, package, status};
use crate::project::{KindSource, Project};
use crate::publisher_kind::PublisherKind;
use crate::submit::{Action, Change, Done, Problems, Request, Submission};

/// Make a branch for a pull request in a local clone of microsoft/PowerPlatformConnectors.
///
/// The branch is written straight into the clone's object database: its files, its index and its current branch stay
/// as they are. Nothing is fetched and nothing is pushed; the exact `git push` is printed.
#[derive(clap::Args)]
pub struct Arguments {
    /// The connector's folder
    #[arg(default_value = ".")]
    pub path: Utf8PathBuf,

    /// The clone (or bare mirror) of the connectors repository
    #[arg(long, value_name = "PATH")]
    pub repo: Utf8PathBuf,

    /// The revision to start from [default: `dev` of Microsoft's repository, as last fetched]
    #[arg(long, value_name = "REVISION")]
    pub base: Option<String>,

    /// The branch to make [default: `connkit/` and the folder's name]
    #[arg(long, value_name = "NAME")]
    pub branch: Option<String>,

    /// The connector's folder in the connectors repository [default: found or made by the title]
    #[arg(long, value_name = "NAME")]
    pub folder: Option<String>,

    /// The commit message
    #[arg(long, short, value_name = "TEXT")]
    pub message: Option<String>,

    /// Show everything and write nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,

    /// Start a branch anew that holds commits which connkit did not make
    #[arg(long)]
    pub force: bool,

    /// Who publishes the connector
    #[arg(long, value_name = "KIND")]
    pub publisher_kind: Option<PublisherKind>,

    /// Submit even a connector that is not valid
    #[arg(long)]
    pub no_validate: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let project = Project::load(&arguments.path, arguments.publisher_kind)?;
    judge::tell_kind(&project);
    let request = request_of(arguments, &project)?;
    if arguments.no_validate {
        status::done("Unvalidated", "--no-validate was given");
    } else {
        let counts = judge::judge(&project)?;
        judge::tell(counts)?;
        if counts.errors > 0 {
            judge::refuse(&project, counts, "no branch was made");
            return Ok(Outcome::Findings);
        }
    }
    let submission = Submission::plan(&arguments.repo, &request)?;
    show(&submission)?;
    if !submission.problems().is_empty() {
        return Err(Problems(submission.problems().to_vec()).into());
    }
    if arguments.dry_run {
        if submission.action().writes() {
            status::done("Dry run", "nothing was written");
        }
    } else if let Done::Committed(id) = submission.carry_out()? {
        status::done("Committed", format_args!("{id} on `{}` (unsigned; no hooks were run)", submission.branch()));
    }
    show_next_steps(&submission);
    Ok(Outcome::Clean)
}

/// Collects what is submitted.
fn request_of(arguments: &Arguments, project: &Project) -> Result<Request> {
    if project.kind_source == KindSource::Assumed {
        bail!("who publishes the connector is not known; add `--publisher-kind verified`, `independent` or `custom`");
    }
    Ok(Request {
        kind: project.kind,
        title: project.info().and_then(|info| info.str_member("title")).unwrap_or_default().into_owned(),
        local_name: project.folder_name(),
        folder: arguments.folder.clone(),
        files: package::contents(project)?,
        base: arguments.base.clone(),
        branch: arguments.branch.clone(),
        message: arguments.message.clone(),
        force: arguments.force,
    })
}

/// The tree difference on stdout, what it means on stderr.
fn show(submission: &Submission) -> Result<()> {
    let base = submission.base();
    status::done("Base", format_args!("{} at {}, of {}", base.name, short(&base.id.to_string()), base.date()));
    let what = if submission.is_new() { "new" } else { "existing" };
    status::done("Folder", format_args!("{} ({what})", submission.folder_path()));
    status::done("Branch", format_args!("{} ({})", submission.branch(), action(submission)));
    for note in submission.notes() {
        status::done("Note", note);
    }
    if submission.action().writes() {
        let mut out = anstream::stdout().lock();
        for change in submission.changes() {
            writeln!(out, "{}", line(change))?;
        }
    }
    Ok(())
}

fn action(submission: &Submission) -> String {
    match submission.action() {
        Action::Create => "new".to_owned(),
        Action::Extend { commits: 0 } => "exists, without commits of its own".to_owned(),
        Action::Extend { commits } => {
            format!("one more commit on top of {commits} {}", if commits == 1 { "other" } else { "others" })
        }
        Action::Restart { .. } => "starts anew".to_owned(),
        Action::AlreadyThere => "holds the connector as it is: nothing to do".to_owned(),
        Action::SameAsBase => format!("not needed: {} holds the connector as it is", submission.base().name),
    }
}

/// `A certified-connectors/Contoso/readme.md (1,234 bytes)`
fn line(change: &Change) -> String {
    let letter = change.kind.letter();
    match change.bytes() {
        Some(1) => format!("{letter} {} (1 byte)", change.path),
        Some(bytes) => format!("{letter} {} ({} bytes)", change.path, grouped(bytes)),
        None => format!("{letter} {}", change.path),
    }
}

/// Digits in groups of three.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn short(id: &str) -> &str {
    id.get(..10).unwrap_or(id)
}

fn show_next_steps(submission: &Submission) {
    if submission.action() == Action::SameAsBase {
        return;
    }
    let steps = submission.next_steps();
    status::done("Next", format_args!("push the branch to your fork: {}", steps.push));
    status::more(format_args!("open the pull request against `dev`: {}", steps.compare));
    status::more(format_args!("give it the title: {}", submission.pull_request_title()));
    status::more(format_args!(
        "when its licence check asks, answer in a comment: {} (for a company, add: company=\"ITS NAME\")",
        steps.licence_agreement
    ));
}

#[cfg(test)]
mod tests {
    #[test]
    fn long_numbers_are_grouped() {
        for (number, expected) in [(0, "0"), (999, "999"), (1_234, "1,234"), (1_000_000, "1,000,000")] {
            assert_eq!(super::grouped(number), expected);
        }
    }
}
