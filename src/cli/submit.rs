//! `connkit submit`: makes the branch for a pull request in a clone of the connectors repository; never pushes.

mod candidate;
mod show;
mod state;

use std::io::IsTerminal as _;

use anyhow::{Context as _, Result, anyhow, bail};
use camino::Utf8PathBuf;
use dialoguer::theme::ColorfulTheme;
use dialoguer::{Editor, Select};

use super::{Outcome, status};
use crate::publisher_kind::PublisherKind;
use crate::submit::base::UPSTREAM_URL;
use crate::submit::{Done, Problems, Way};
use crate::writes::Writes;
use candidate::{Candidate, Prepared};

/// The environment variable that names the clone, where no flag does.
const REPOSITORY: &str = "CONNKIT_REPO";

/// Make a branch for a pull request in a local clone of microsoft/PowerPlatformConnectors
///
/// The branch is written straight into the clone's object database: its files, its index and its current branch stay
/// as they are. Nothing is fetched and nothing is pushed; the exact `git push` is printed, and the text of the pull
/// request. Before that the connector is validated and compared with the published one: an update that breaks flows, or
/// changes what is locked, is refused unless connkit.json allows each such change; the reasons go into the pull request.
#[derive(clap::Args)]
pub struct Arguments {
    /// The connector's folder; several make a branch each
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<Utf8PathBuf>,

    /// The clone (or bare mirror) of the connectors repository [default: $CONNKIT_REPO]
    #[arg(long, value_name = "PATH")]
    pub repo: Option<Utf8PathBuf>,

    /// The revision to start from [default: `dev` of Microsoft's repository, as last fetched]
    #[arg(long, value_name = "REVISION")]
    pub base: Option<String>,

    /// The branch to make [default: `connkit/` and the folder's name]
    #[arg(long, value_name = "NAME")]
    pub branch: Option<String>,

    /// The connector's folder in the connectors repository [default: found by title and host, or made by the title]
    #[arg(long, value_name = "NAME")]
    pub folder: Option<String>,

    /// The commit message
    #[arg(long, short, value_name = "TEXT")]
    pub message: Option<String>,

    /// Only say what the branch, the base and the connector differ in, what stands in the way, and what comes next
    #[arg(long, conflicts_with_all = ["dry_run", "amend", "rebase", "force", "message"])]
    pub status: bool,

    /// Show everything and write nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,

    /// Do not ask before writing, on a terminal
    #[arg(long, short)]
    pub yes: bool,

    /// Make the last commit of the branch again, instead of adding one
    #[arg(long, conflicts_with_all = ["rebase", "force"])]
    pub amend: bool,

    /// Make the commits of the branch again on top of the base as it is now
    #[arg(long, conflicts_with = "force")]
    pub rebase: bool,

    /// Start the branch anew from the base, even if it holds commits that connkit did not make
    #[arg(long)]
    pub force: bool,

    /// Propose the connector: only its readme and introduction, for independent publishers
    #[arg(long)]
    pub proposal: bool,

    /// Submit an update whatever it breaks; the reason goes into the pull request. To allow single changes, see `allow`
    /// in connkit.json
    #[arg(long, value_name = "REASON")]
    pub allow_breaking: Option<String>,

    /// Leave out validation and every other check of the connector
    #[arg(long)]
    pub no_verify: bool,

    /// Do not sign, even if git's configuration asks for it
    #[arg(long)]
    pub no_gpg_sign: bool,

    /// Where to write the text of the pull request [default: below git's own folder]
    #[arg(long, value_name = "FILE")]
    pub text: Option<Utf8PathBuf>,

    /// Who publishes the connector
    #[arg(long, value_name = "KIND")]
    pub publisher_kind: Option<PublisherKind>,
}

impl Arguments {
    fn way(&self) -> Way {
        match (self.amend, self.rebase, self.force) {
            (true, ..) => Way::Amend,
            (_, true, _) => Way::Rebase,
            (.., true) => Way::Anew,
            _ => Way::Continue,
        }
    }

    fn repository(&self) -> Result<Utf8PathBuf> {
        let named = self.repo.clone().or_else(|| std::env::var(REPOSITORY).ok().map(Utf8PathBuf::from));
        named.filter(|path| !path.as_str().is_empty()).with_context(|| {
            format!(
                "which clone of the connectors repository? name it with `--repo PATH`, or in {REPOSITORY}; `git clone \
                 --filter=blob:none --no-checkout --depth=1 {UPSTREAM_URL}` makes one"
            )
        })
    }

    /// Fails when something was said that can be meant for one connector only.
    fn check_several(&self) -> Result<()> {
        let single =
            [("--branch", self.branch.is_some()), ("--folder", self.folder.is_some()), ("--text", self.text.is_some())];
        match single.iter().find(|(_, is_given)| *is_given && self.paths.len() > 1) {
            Some((flag, _)) => bail!("`{flag}` is for one connector, and {} are named", self.paths.len()),
            None => Ok(()),
        }
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    arguments.check_several()?;
    let repository = arguments.repository()?;
    let (mut candidates, mut has_findings) = (Vec::new(), false);
    let mut troubles: Vec<anyhow::Error> = Vec::new();
    for path in &arguments.paths {
        if arguments.paths.len() > 1 {
            status::done("Connector", path);
        }
        match candidate::prepare(arguments, path, &repository) {
            Ok(Prepared::Ready(candidate)) => candidates.push(*candidate),
            Ok(Prepared::Invalid) => has_findings = true,
            Err(error) => troubles.push(error),
        }
        if let Some(candidate) = candidates.last().filter(|_| !has_findings && troubles.is_empty()) {
            if arguments.status {
                state::show(candidate)?;
                continue;
            }
            // A reader that stops is no reason to say that all is well: nothing would have been written.
            show::plan(candidate)
                .map_err(|error| anyhow!("could not show the plan, so nothing was written: {error}"))?;
            troubles.extend(trouble_of(candidate));
        }
    }
    troubles.extend(twins(&candidates));
    if let Some(error) = all(troubles, arguments.paths.len()) {
        return Err(error);
    }
    if has_findings {
        return Ok(Outcome::Findings);
    }
    if !arguments.status {
        for candidate in candidates {
            carry_out(arguments, candidate)?;
        }
    }
    Ok(Outcome::Clean)
}

fn trouble_of(candidate: &Candidate) -> Option<anyhow::Error> {
    let problems = candidate.submission.problems();
    (!problems.is_empty()).then(|| Problems(problems.to_vec()).into())
}

/// Two connectors that would be written into one branch.
fn twins(candidates: &[Candidate]) -> Option<anyhow::Error> {
    let mut others = candidates.iter().enumerate();
    others.find_map(|(at, candidate)| {
        let branch = candidate.submission.branch();
        let twin = candidates.get(..at)?.iter().find(|other| other.submission.branch() == branch)?;
        let [one, other] = [&twin.project.path, &candidate.project.path];
        Some(anyhow!("`{one}` and `{other}` would both become the branch `{branch}`: submit them one by one"))
    })
}

/// One error for all; nothing is written when one of several connectors cannot be submitted.
fn all(mut troubles: Vec<anyhow::Error>, connectors: usize) -> Option<anyhow::Error> {
    if connectors == 1 || troubles.is_empty() {
        return troubles.pop();
    }
    for trouble in &troubles {
        status::error(trouble);
    }
    Some(anyhow!("nothing was written for any of the {connectors} connectors"))
}

fn carry_out(arguments: &Arguments, mut candidate: Candidate) -> Result<()> {
    let writes = candidate.submission.action().writes();
    if arguments.dry_run {
        if writes {
            status::done("Dry run", "nothing was written");
        }
    } else {
        let can_ask = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        if writes && can_ask && !arguments.yes && !confirm(&mut candidate)? {
            status::done("Stopped", format_args!("nothing was written for {}", candidate.project.path));
            return Ok(());
        }
        // A run that is killed after this leaves the branch as it was, and the next one does both.
        let text = write_text(arguments, &candidate, writes)?;
        let done = candidate.submission.carry_out().inspect_err(|_| {
            status::done("Text", format_args!("of the pull request is written, the branch is not: {text}"));
        })?;
        if let Done::Committed(id) = done {
            let signed = if candidate.submission.signs() { "signed" } else { "unsigned" };
            let branch = candidate.submission.branch();
            status::done("Committed", format_args!("{id} on `{branch}` ({signed}; no hooks were run)"));
        }
        if !candidate.is_in_base() {
            status::done("Text", format_args!("of the pull request: {text}"));
        }
    }
    show::next_steps(&candidate);
    Ok(())
}

/// Asks what is to be done; the text may be edited first.
fn confirm(candidate: &mut Candidate) -> Result<bool> {
    const CHOICES: [&str; 3] = ["submit", "edit the text of the pull request", "quit"];
    loop {
        let chosen = Select::with_theme(&ColorfulTheme::default())
            .with_prompt(format!("Write this branch for {}?", candidate.project.path))
            .items(CHOICES)
            .default(0)
            .interact_opt()
            .context("stopped while asking; nothing was written")?;
        match chosen {
            Some(0) => return Ok(true),
            Some(1) => {
                let edited = Editor::new().extension(".md").require_save(true).edit(&candidate.text);
                match edited.context("could not run the editor that VISUAL or EDITOR names")? {
                    Some(text) => candidate.text = text,
                    None => status::done("Unchanged", "the editor saved nothing"),
                }
            }
            _ => return Ok(false),
        }
    }
}

/// Keeps the text where no tree sees it. One that is there already, and may have been edited, is kept beside a new one.
fn write_text(arguments: &Arguments, candidate: &Candidate, is_new: bool) -> Result<Utf8PathBuf> {
    let path = arguments.text.clone().unwrap_or_else(|| candidate.submission.text_path());
    let before = std::fs::read(&path).ok();
    let is_wanted = is_new || (before.is_none() && !candidate.is_in_base());
    if is_wanted && before.as_deref() != Some(candidate.text.as_bytes()) {
        let mut writes = Writes::new();
        if let Some(before) = &before {
            writes.add(path.with_extension("previous.md"), before.clone());
        }
        writes.edit(path.clone(), before, candidate.text.as_bytes());
        writes.apply().context("could not keep the text of the pull request; nothing else was written")?;
    }
    Ok(path)
}
