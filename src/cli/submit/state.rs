//! `connkit submit --status`: how the connector, its branch and the base differ, and what comes next.

use std::io::Write;

use anyhow::Result;

use super::candidate::Candidate;
use super::show;
use crate::cli::status;
use crate::submit::{Action, Change, Submission};

pub fn show(candidate: &Candidate) -> Result<()> {
    let submission = &candidate.submission;
    show::place(submission);
    status::done("Branch", format_args!("{} ({})", submission.branch(), branch(submission)));
    for note in submission.notes() {
        status::done("Note", note);
    }
    let mut out = anstream::stdout().lock();
    let base = format!("against {}", submission.base().name);
    list(&mut out, &base, submission.changes_against_base())?;
    if let Some(changes) = submission.changes_against_branch() {
        list(&mut out, &format!("against {}", submission.branch()), changes)?;
    }
    for problem in submission.problems() {
        status::warning(problem);
    }
    status::done("Next", next(candidate));
    Ok(())
}

fn list(out: &mut impl Write, title: &str, changes: &[Change]) -> Result<()> {
    if changes.is_empty() {
        writeln!(out, "{title}: no difference")?;
    } else {
        writeln!(out, "{title}:")?;
    }
    show::changes(out, changes)
}

fn branch(submission: &Submission) -> String {
    let Some(tip) = submission.tip() else { return "not made yet".to_owned() };
    let pushed = match submission.next_steps().pushed {
        Some(pushed) if pushed == tip => "pushed",
        Some(_) => "the fork has another state of it",
        None => "not pushed",
    };
    match submission.own_commits() {
        Some(count) => format!("{} of connkit, {pushed}", show::commits(count)),
        None => format!("holds commits of others, {pushed}"),
    }
}

/// What to do now.
fn next(candidate: &Candidate) -> String {
    let submission = &candidate.submission;
    let steps = submission.next_steps();
    let submit = |what: &str| format!("{what}: connkit submit {}", candidate.project.path);
    match submission.action() {
        _ if !submission.problems().is_empty() => "put right what is said above".to_owned(),
        Action::SameAsBase => "nothing to submit".to_owned(),
        Action::Create => submit("make the branch"),
        Action::Extend { .. } | Action::Amend | Action::Rebase { .. } => submit("bring the branch up to date"),
        Action::Restart { .. } => submit("start the branch anew"),
        Action::AlreadyThere if submission.tip().is_some() && steps.pushed == submission.tip() => {
            format!("open the pull request, if there is none yet: {}", steps.compare)
        }
        Action::AlreadyThere => format!("push the branch: {}", steps.push),
    }
}
