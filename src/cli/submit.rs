//! `connkit submit`: makes the branch for a pull request in a clone of the connectors repository; never pushes.

use std::fs;
use std::io::Write as _;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::{Outcome, status};
use crate::connector::Role;
use crate::publisher_kind::PublisherKind;
use crate::submit::{Action, Change, Done, Problems, Request, Submission};
use crate::text::BYTE_ORDER_MARK;

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
    let request = request_of(arguments)?;
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
///
/// TO BE REPLACED when `Connector` exists: it loads the connector, validates it unless `no_validate`, and takes the
/// publisher kind from the configuration.
fn request_of(arguments: &Arguments) -> Result<Request> {
    let files = artifacts(&arguments.path)?;
    Ok(Request {
        kind: publisher_kind(arguments)?,
        title: title(&arguments.path, &files)?,
        local_name: local_name(&arguments.path),
        folder: arguments.folder.clone(),
        files,
        base: arguments.base.clone(),
        branch: arguments.branch.clone(),
        message: arguments.message.clone(),
        force: arguments.force,
    })
}

fn publisher_kind(arguments: &Arguments) -> Result<PublisherKind> {
    match arguments.publisher_kind {
        Some(kind) => Ok(kind),
        None => bail!(
            "who publishes the connector is not known; add `--publisher-kind verified`, `independent` or `custom`"
        ),
    }
}

/// The name of the connector's folder, also where it is given as `.`.
fn local_name(folder: &Utf8Path) -> Option<String> {
    folder.canonicalize_utf8().ok()?.file_name().map(str::to_owned)
}

fn artifacts(folder: &Utf8Path) -> Result<Vec<(Role, Vec<u8>)>> {
    let mut files = Vec::new();
    let entries = folder.read_dir_utf8().with_context(|| format!("could not read the folder `{folder}`"))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("could not read the folder `{folder}`"))?;
        let Some(role) = Role::of_file_name(entry.file_name()) else { continue };
        let bytes = fs::read(entry.path()).with_context(|| format!("could not read `{}`", entry.path()))?;
        files.push((role, bytes));
    }
    files.sort();
    Ok(files)
}

fn title(folder: &Utf8Path, files: &[(Role, Vec<u8>)]) -> Result<String> {
    let Some((role, bytes)) = files.iter().find(|(role, _)| *role == Role::Definition) else {
        bail!("`{folder}` holds no {} (`{}`)", Role::Definition, Role::Definition.file_name());
    };
    let text = String::from_utf8_lossy(bytes);
    let definition: serde_json::Value = serde_json::from_str(text.trim_start_matches(BYTE_ORDER_MARK))
        .with_context(|| format!("could not read the {role} `{}`", folder.join(role.file_name())))?;
    Ok(definition["info"]["title"].as_str().unwrap_or_default().to_owned())
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
