//! What a submission is going to do: the tree's difference and the text on stdout, what they mean on stderr.

use std::io::Write;

use anyhow::Result;
use similar::TextDiff;

use super::candidate::Candidate;
use crate::cli::status;
use crate::submit::{Action, Change, Conflict, Submission};

pub fn plan(candidate: &Candidate) -> Result<()> {
    let submission = &candidate.submission;
    place(submission);
    status::done("Branch", format_args!("{} ({})", submission.branch(), action(submission)));
    for note in submission.notes() {
        status::done("Note", note);
    }
    let mut out = anstream::stdout().lock();
    if submission.action().writes() {
        changes(&mut out, submission.changes())?;
        writeln!(out, "\n{}", candidate.text.trim_end())?;
    }
    submission.conflicts().iter().try_for_each(|conflict| difference(&mut out, conflict))?;
    Ok(())
}

/// Where it starts and where it goes.
pub fn place(submission: &Submission) {
    let base = submission.base();
    let age = match submission.base_age() {
        None | Some(0) => String::new(),
        Some(1) => ", 1 day old".to_owned(),
        Some(days) => format!(", {days} days old"),
    };
    status::done("Base", format_args!("{} at {}, of {}{age}", base.name, short(&base.id.to_string()), base.date()));
    let what = if submission.is_new() { "new" } else { "existing" };
    status::done("Folder", format_args!("{} ({what})", submission.folder_path()));
}

fn action(submission: &Submission) -> String {
    match submission.action() {
        Action::Create => "new".to_owned(),
        Action::Extend { commits: 0 } => "exists, without commits of its own".to_owned(),
        Action::Extend { commits } => format!("one more commit on top of {}", others(commits)),
        Action::Amend => "its last commit is made again".to_owned(),
        Action::Rebase { commits, adds: false } => format!("{} made again on the base", self::commits(commits)),
        Action::Rebase { commits, adds: true } => {
            format!("{} made again on the base, and one more", self::commits(commits))
        }
        Action::Restart { .. } => "starts anew".to_owned(),
        Action::AlreadyThere => "holds the connector as it is: nothing to do".to_owned(),
        Action::SameAsBase => format!("not needed: {} holds the connector as it is", submission.base().name),
    }
}

fn others(commits: usize) -> String {
    if commits == 1 { "1 other".to_owned() } else { format!("{commits} others") }
}

pub fn commits(commits: usize) -> String {
    if commits == 1 { "1 commit".to_owned() } else { format!("{commits} commits") }
}

pub fn changes(out: &mut impl Write, changes: &[Change]) -> Result<()> {
    changes.iter().try_for_each(|change| Ok(writeln!(out, "{}", line(change))?))
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

/// What upstream did to a file in the meantime.
fn difference(out: &mut impl Write, conflict: &Conflict) -> Result<()> {
    let text = |bytes: &Option<Vec<u8>>| String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned();
    let (before, after) = (text(&conflict.before), text(&conflict.after));
    if before.contains('\0') || after.contains('\0') {
        writeln!(out, "Binary file {} has changed upstream", conflict.path)?;
        return Ok(());
    }
    let diff = TextDiff::from_lines(&before, &after);
    let (old, new) = (format!("a/{}", conflict.path), format!("b/{}", conflict.path));
    write!(out, "{}", diff.unified_diff().context_radius(3).header(&old, &new))?;
    Ok(())
}

fn short(id: &str) -> &str {
    id.get(..10).unwrap_or(id)
}

pub fn next_steps(candidate: &Candidate) {
    if candidate.is_in_base() {
        return;
    }
    let submission = &candidate.submission;
    let steps = submission.next_steps();
    status::done("Next", format_args!("push the branch to your fork: {}", steps.push));
    status::more(format_args!("open the pull request against `dev`: {}", steps.compare));
    status::more(format_args!("give it the title: {}", submission.pull_request_title()));
    status::more(format_args!("when its licence check asks, answer in a comment: {}", candidate.licence_agreement));
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
