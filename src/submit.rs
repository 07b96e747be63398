//! A submission: the branch for a pull request to the connectors repository, made in a local clone of it.
//!
//! It is a plan first, a value that can be shown; `carry_out` then writes blobs, trees and commits straight into the
//! object database and moves one reference. The work tree, the index and the current branch are never touched, nothing
//! is fetched or pushed, and no hook runs. Knows artifacts by role only; of what is in them, title and host.

pub mod base;
mod branch;
mod command;
mod commits;
pub mod contents;
mod folder;
mod lock;
mod message;
mod next_steps;
mod packs;
pub mod problem;
pub mod published;
mod repository;
mod signature;
mod step;
mod target;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use git2::{Oid, Repository};

use crate::connector::files::{GitTree, Memory};
use crate::connector::{EntryKind, Files as _, MAX_FILE_SIZE, Role};
use crate::publisher_kind::PublisherKind;

pub use base::Base;
use branch::Existing;
pub use commits::Done;
pub use contents::{Change, ChangeKind};
use contents::{Entry, Offer};
use folder::Folder;
pub use folder::safe_name;
pub use next_steps::NextSteps;
pub use problem::{Problem, Problems};
use repository::Identity;
use signature::Signer;
pub use step::{Action, Conflict, Way};
use step::{Situation, Step};
use target::Target;

/// A base older than this may well have moved on: upstream is changed on most working days.
const MAX_AGE_IN_DAYS: u64 = 7;

/// What is to be submitted, and what the user said about how.
#[derive(Clone, Debug)]
pub struct Request {
    pub kind: PublisherKind,
    /// The connector's title, from its definition.
    pub title: String,
    /// The host of its API.
    pub host: Option<String>,
    /// The name of the local folder that holds the connector: another clue to its folder upstream.
    pub local_name: Option<String>,
    /// The connector's folder upstream, where it does not follow from the title.
    pub folder: Option<String>,
    /// All artifacts; those that the connectors repository does not take are left out by the plan.
    pub files: Vec<(Role, Vec<u8>)>,
    /// The certification packages that lie beside them, by name.
    pub packages: Vec<(String, Vec<u8>)>,
    /// Whether the connector is only proposed, without its definition.
    pub is_proposal: bool,
    /// The revision to start from.
    pub base: Option<String>,
    pub branch: Option<String>,
    pub message: Option<String>,
    pub way: Way,
    /// Whether git's configuration decides about signing; else nothing is signed.
    pub may_sign: bool,
    /// Whether a title that another connector has stands in the way.
    pub checks_title: bool,
}

/// A branch that is going to be made, and everything that stands in its way.
pub struct Submission {
    path: Utf8PathBuf,
    repository: Repository,
    base: Base,
    folder: Folder,
    branch: String,
    step: Step,
    /// The tip that the branch had when the plan was made.
    tip: Option<Oid>,
    own_commits: Option<usize>,
    message: String,
    title: String,
    identity: Option<Identity>,
    signer: Option<Signer>,
    next_steps: NextSteps,
    is_title_free: Option<bool>,
    notes: Vec<String>,
    problems: Vec<Problem>,
}

impl Submission {
    /// Plans a submission into the repository at `path` and writes nothing.
    ///
    /// Fails, with everything that is wrong, when it cannot even be told what would be written. Anything else that
    /// stands in the way is in `problems`, so that the plan can be shown together with them.
    pub fn plan(path: &Utf8Path, request: &Request) -> Result<Self> {
        let repository = repository::open(path)?;
        let identity = repository::identity(&repository, path);
        let remotes = base::remotes(&repository);
        let mut problems = request.problems();
        let Some(target) = Target::find(&repository, path, &remotes, request, &mut problems)? else {
            problems.extend(identity.err());
            return Err(Problems(problems).into());
        };
        let existing = branch::existing(&repository, &target.branch, target.base.id, &target.folder.path)?;
        let situation = Situation {
            repository: &repository,
            path,
            base: &target.base,
            folder: &target.folder,
            offer: request.offer(),
            existing: &existing,
            way: request.way,
            has_message: request.message.is_some(),
        };
        let step = situation.decide()?;
        let signer = match &identity {
            Ok(identity) if request.may_sign && step.action.writes() => {
                signature::signer(&repository, path, &identity.committer)
            }
            _ => Ok(None),
        };
        if step.action.writes() {
            problems.extend(target.titles.problem(request));
            problems.extend(branch::obstacles(&repository, path, &target.branch));
            problems.extend(identity.as_ref().err().cloned());
            problems.extend(signer.as_ref().err().cloned());
            problems.extend(existing.refusal(&target.branch, request.way));
            if matches!(step.action, Action::Rebase { .. }) && !step.conflicts.is_empty() {
                problems.push(step::conflict_problem(&target.base.name, &step.conflicts));
            }
        }
        let rewrites = step.action.rewrites();
        let next_steps = NextSteps::of(&repository, path, &remotes, &target.branch, &target.title, rewrites);
        let mut submission = Self {
            path: path.to_owned(),
            message: target.message(&repository, request, &step, &existing),
            is_title_free: target.titles.is_free(),
            base: target.base,
            folder: target.folder,
            branch: target.branch,
            step,
            tip: existing.tip(),
            own_commits: match &existing {
                Existing::Missing => Some(0),
                Existing::Ours { commits, .. } => Some(commits.len()),
                Existing::Foreign { .. } => None,
            },
            title: target.title,
            identity: identity.ok(),
            signer: signer.ok().flatten(),
            next_steps,
            notes: target.titles.notes,
            problems,
            repository,
        };
        submission.notes.extend(submission.notes_on(request, &existing));
        Ok(submission)
    }

    pub fn base(&self) -> &Base {
        &self.base
    }

    /// How old the base is now, in days; `None` where git does not know who commits, and when.
    pub fn base_age(&self) -> Option<u64> {
        Some(self.base.age_in_days(self.identity.as_ref()?.committer.when().seconds()))
    }

    pub fn branch(&self) -> &str {
        &self.branch
    }

    /// The connector's folder, from the top of the connectors repository.
    pub fn folder_path(&self) -> &str {
        &self.folder.path
    }

    /// Whether the base does not hold the folder yet.
    pub fn is_new(&self) -> bool {
        self.folder.is_new
    }

    pub fn action(&self) -> Action {
        self.step.action
    }

    /// What the commit changes against the commit below it, sorted by path; against the base where all is made again.
    pub fn changes(&self) -> &[Change] {
        match self.step.action {
            Action::Rebase { .. } => &self.step.against_base,
            _ => &self.step.changes,
        }
    }

    /// What the connector changes against the base.
    pub fn changes_against_base(&self) -> &[Change] {
        &self.step.against_base
    }

    /// What the connector changes against the branch; `None` where that does not hold commits of ours.
    pub fn changes_against_branch(&self) -> Option<&[Change]> {
        self.step.against_branch.as_deref()
    }

    /// The tip of the branch; `None` where there is none yet.
    pub fn tip(&self) -> Option<Oid> {
        self.tip
    }

    /// How many commits of connkit the branch holds; `None` where there are others.
    pub fn own_commits(&self) -> Option<usize> {
        self.own_commits
    }

    /// What upstream has changed in the folder since the branch was made, and we have otherwise.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.step.conflicts
    }

    /// The commit message, with connkit's trailer.
    pub fn message(&self) -> &str {
        &self.message
    }

    pub fn pull_request_title(&self) -> &str {
        &self.title
    }

    pub fn next_steps(&self) -> &NextSteps {
        &self.next_steps
    }

    /// Whether no connector of the base has the title; `None` where that was not found out.
    pub fn is_title_free(&self) -> Option<bool> {
        self.is_title_free
    }

    /// Whether commits are going to be signed.
    pub fn signs(&self) -> bool {
        self.signer.is_some()
    }

    /// What the user should know, though it stands in nobody's way.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What must be put right before the submission can be carried out.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Adds what others found in the way.
    pub fn add_problems(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.problems.extend(problems);
    }

    /// Adds what others have to say.
    pub fn add_note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// The connector's folder as the base has it.
    ///
    /// Fails when the base does not hold the folder.
    pub fn base_files(&self) -> Result<GitTree> {
        let repository = Repository::open(self.repository.path()).context("could not open the repository again")?;
        GitTree::open(repository, &self.base.id.to_string(), Utf8Path::new(&self.folder.path))
    }

    /// The connector's folder as it is going to be.
    ///
    /// Fails when the clone does not hold the files of the base.
    pub fn resulting_files(&self, base: &GitTree) -> Result<Memory> {
        let mut files = BTreeMap::new();
        for entry in base.entries()?.into_iter().filter(|entry| entry.kind == EntryKind::File) {
            let bytes = base.read(&entry.name, MAX_FILE_SIZE)?;
            files.insert(entry.name, bytes);
        }
        for change in &self.step.against_base {
            let name = change.path.rsplit('/').next().unwrap_or(&change.path).to_owned();
            match &change.content {
                Some(content) => drop(files.insert(name, content.clone())),
                None => drop(files.remove(&name)),
            }
        }
        Ok(Memory::new(files))
    }

    /// The command that fetches the contents of the folder's files into a clone without them.
    pub fn fetch_folder_line(&self) -> String {
        command::fetch_files(&self.path, self.base.id, &self.folder.path)
    }

    /// Where the text of the pull request is kept: inside git's own folder, where no tree sees it.
    pub fn text_path(&self) -> Utf8PathBuf {
        let common = self.repository.commondir().to_string_lossy();
        let folder = Utf8Path::new(common.as_ref()).join(lock::FOLDER);
        folder.join(format!("{}.md", self.branch.replace('/', "-")))
    }

    fn notes_on(&self, request: &Request, existing: &Existing) -> Vec<String> {
        let mut notes: Vec<String> = self.base.note.clone().into_iter().collect();
        let listed = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let is_old = self.base_age().is_some_and(|age| age > MAX_AGE_IN_DAYS);
        if let Some(remote) = self.base.remote.as_deref().filter(|_| is_old) {
            notes.push(format!("the base may have moved on; to fetch it: {}", base::fetch_line(&self.path, remote)));
        }
        let left_out = request.left_out(&self.step.entries);
        if !left_out.is_empty() {
            notes.push(format!("the connectors repository does not want {}: left out", listed(&left_out)));
        }
        let kept: Vec<String> =
            self.changes().iter().filter(|change| change.keeps_line_ends).map(|change| change.path.clone()).collect();
        if !kept.is_empty() {
            notes.push(format!("line ends stay as they are upstream: {}", listed(&kept)));
        }
        if !self.folder.similar.is_empty() {
            notes.push(format!(
                "the folder is new, but {} may be the same connector; `--folder` takes it",
                listed(&self.folder.similar)
            ));
        }
        if !request.has(Role::Readme) {
            notes.push("the connector has no `readme.md`, which reviewers ask for".to_owned());
        }
        notes.extend(self.note_on_branch(existing));
        if request.way == Way::Amend && matches!(self.step.action, Action::Create | Action::Extend { .. }) {
            notes.push("there is no commit to amend: a new one is made".to_owned());
        }
        notes
    }

    fn note_on_branch(&self, existing: &Existing) -> Option<String> {
        match (self.step.action, existing) {
            (Action::Extend { commits: 1.. } | Action::AlreadyThere | Action::Amend, Existing::Ours { start, .. })
                if *start != self.base.id =>
            {
                let base = &self.base.name;
                Some(if self.step.is_overtaken {
                    format!(
                        "`{base}` has changed this folder, which will conflict, since the branch was made; `--rebase` \
                         follows it, `--force` starts the branch anew from there"
                    )
                } else {
                    format!("`{base}` has moved on since the branch was made; `--rebase` follows it")
                })
            }
            (Action::Restart { was }, _) => Some(format!("the branch ended with {was} before")),
            (Action::SameAsBase, Existing::Ours { .. } | Existing::Foreign { .. }) => {
                Some(format!("the branch `{}` exists and was left as it is", self.branch))
            }
            _ => None,
        }
    }
}

impl Request {
    fn has(&self, role: Role) -> bool {
        self.files.iter().any(|(of, _)| *of == role)
    }

    fn offer(&self) -> Offer<'_> {
        let takes_package = self.kind == PublisherKind::Independent && !self.is_proposal;
        Offer {
            kind: self.kind,
            is_proposal: self.is_proposal,
            artifacts: &self.files,
            package: self.packages.first().filter(|_| takes_package),
        }
    }

    /// The files that stay at home.
    fn left_out(&self, entries: &[Entry]) -> Vec<String> {
        let offer = self.offer();
        let artifacts = self.files.iter().filter(|(role, _)| !offer.is_wanted(*role, entries));
        let artifacts = artifacts.map(|(role, _)| role.file_name().to_owned());
        let packages = self.packages.iter().filter(|_| offer.package.is_none()).map(|(name, _)| name.clone());
        artifacts.chain(packages).collect()
    }

    /// What is wrong with the files as a set.
    fn problems(&self) -> Vec<Problem> {
        let count = |role: Role| self.files.iter().filter(|(of, _)| *of == role).count();
        let needed: &[Role] = if self.is_proposal { &[Role::Readme] } else { &[Role::Definition, Role::Properties] };
        let missing = needed
            .iter()
            .filter(|&&role| count(role) == 0)
            .map(|role| Problem::new(format!("the connector has no {role} (`{}`)", role.file_name())));
        let twice = Role::ALL
            .into_iter()
            .filter(|&role| count(role) > 1)
            .map(|role| Problem::new(format!("the connector has several files named like `{}`", role.file_name())));
        let names: Vec<String> = self.packages.iter().map(|(name, _)| format!("`{name}`")).collect();
        let packages = (names.len() > 1).then(|| {
            Problem::new(format!("the connector has several certification packages: {}", names.join(", ")))
                .remedy("keep one: a pull request with two is refused")
        });
        let proposal = (self.is_proposal && self.kind != PublisherKind::Independent)
            .then(|| Problem::new("only independent publishers propose a connector before they submit it"));
        missing.chain(twice).chain(packages).chain(proposal).collect()
    }
}

impl Existing {
    fn refusal(&self, branch: &str, way: Way) -> Option<Problem> {
        match self {
            Self::Foreign { why, .. } if way != Way::Anew => Some(
                Problem::new(format!("the branch `{branch}` {why}"))
                    .remedy("name another with `--branch`")
                    .remedy("or start it anew from the base with `--force`"),
            ),
            _ => None,
        }
    }
}
