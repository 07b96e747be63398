//! A submission: the branch for a pull request to the connectors repository, made in a local clone of it.
//!
//! It is a plan first, a value that can be shown; `carry_out` then writes blobs, trees and commits straight into the
//! object database and moves one reference. The work tree, the index and the current branch are never touched, nothing
//! is fetched or pushed, and no hook runs. Knows artifacts by role only; of what is in them, title and host.

pub mod base;
mod branch;
mod command;
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


use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use git2::build::TreeUpdateBuilder;
use git2::{ErrorCode, FileMode, Oid, Repository, Signature, Tree};

use crate::connector::Role;
use crate::connector::files::GitTree;
use crate::publisher_kind::PublisherKind;

pub use base::Base;
use base::Remote;
use branch::Existing;
use contents::{Entry, Offer};
pub use contents::{Change, ChangeKind};
use folder::{Clues, Folder, Shelf};
use lock::Lock;
pub use next_steps::NextSteps;
pub use problem::{Problem, Problems};
use published::{Catalogue, Published};
use repository::Identity;
use signature::Signer;
use step::{Situation, Step};
pub use step::{Action, Conflict, Way};

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

/// What carrying out a submission did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// The branch now ends with this commit.
    Committed(Oid),
    /// There was nothing to do.
    Nothing,
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

    /// The command that fetches the contents of the folder's files into a clone without them.
    pub fn fetch_folder_line(&self) -> String {
        command::git(&self.path, &["diff", "--shortstat", EMPTY_TREE, &self.base.id.to_string(), "--", &self.folder.path])
    }

    /// Where the text of the pull request is kept: inside git's own folder, where no tree sees it.
    pub fn text_path(&self) -> Utf8PathBuf {
        let common = self.repository.commondir().to_string_lossy();
        let folder = Utf8Path::new(common.as_ref()).join(lock::FOLDER);
        folder.join(format!("{}.md", self.branch.replace('/', "-")))
    }

    /// Writes the commits and moves the branch to the last, in one reference update.
    ///
    /// Fails without moving the branch when there are problems, when an object cannot be written, or when the branch
    /// has changed since the plan was made.
    pub fn carry_out(&self) -> Result<Done> {
        if !self.problems.is_empty() {
            return Err(Problems(self.problems.clone()).into());
        }
        if !self.step.action.writes() {
            return Ok(Done::Nothing);
        }
        let identity = self.identity.as_ref().expect("a plan that writes without an identity has a problem");
        let cannot_write = || repository::cannot_write(&self.path);
        let commit = self.write_commits(identity).with_context(cannot_write)?;
        let mut lock = Lock::take(&self.repository).with_context(cannot_write)?;
        lock.announce(&branch::reference(&self.branch), commit).with_context(cannot_write)?;
        let moved = self.move_branch(commit);
        lock.forget().with_context(cannot_write)?;
        moved?;
        Ok(Done::Committed(commit))
    }

    /// Makes the commits of the branch that are made again, then the new one.
    fn write_commits(&self, identity: &Identity) -> Result<Oid> {
        let mut parent = self.step.parent;
        for &commit in &self.step.replayed {
            parent = self.replay(commit, parent, identity)?;
        }
        if self.step.changes.is_empty() {
            return Ok(parent);
        }
        let below = self.repository.find_commit(parent)?;
        let mut update = TreeUpdateBuilder::new();
        for change in &self.step.changes {
            match &change.content {
                Some(content) => {
                    let blob = self.repository.blob(content)?;
                    update.upsert(change.path.as_str(), blob, FileMode::Blob)
                }
                None => update.remove(change.path.as_str()),
            };
        }
        let tree = self.repository.find_tree(update.create_updated(&self.repository, &below.tree()?)?)?;
        // Who amends a commit does not become its author.
        let author = match (self.step.action, self.tip) {
            (Action::Amend, Some(tip)) => self.repository.find_commit(tip)?.author().to_owned(),
            _ => identity.author.clone(),
        };
        self.write_commit(&author, identity, &self.message, &tree, parent)
    }

    /// Makes a commit of ours again on top of another parent; none where that holds its changes already.
    fn replay(&self, commit: Oid, parent: Oid, identity: &Identity) -> Result<Oid> {
        let commit = self.repository.find_commit(commit)?;
        let onto = self.repository.find_commit(parent)?.tree()?;
        let before = commit.parent(0)?.tree()?;
        let diff = self.repository.diff_tree_to_tree(Some(&before), Some(&commit.tree()?), None)?;
        let mut update = TreeUpdateBuilder::new();
        for delta in diff.deltas() {
            let Some(path) = delta.new_file().path().or(delta.old_file().path()) else { continue };
            if delta.new_file().exists() {
                update.upsert(path, delta.new_file().id(), FileMode::Blob);
            } else if onto.get_path(path).is_ok() {
                update.remove(path);
            }
        }
        let tree = self.repository.find_tree(update.create_updated(&self.repository, &onto)?)?;
        if tree.id() == onto.id() {
            return Ok(parent);
        }
        let message = commit.message().context("a commit of connkit has a message that is no text")?;
        self.write_commit(&commit.author().to_owned(), identity, message, &tree, parent)
    }

    fn write_commit(
        &self,
        author: &Signature<'_>,
        identity: &Identity,
        message: &str,
        tree: &Tree<'_>,
        parent: Oid,
    ) -> Result<Oid> {
        let parent = self.repository.find_commit(parent)?;
        let Some(signer) = &self.signer else {
            // With a reference, git2 would insist on its tip being the parent, and would not compare it with the plan.
            return Ok(self.repository.commit(None, author, &identity.committer, message, tree, &[&parent])?);
        };
        let buffer = self.repository.commit_create_buffer(author, &identity.committer, message, tree, &[&parent])?;
        let content = std::str::from_utf8(&buffer).context("the commit is no text")?;
        let signature = signer.sign(content)?;
        Ok(self.repository.commit_signed(content, &signature, None)?)
    }

    fn move_branch(&self, commit: Oid) -> Result<()> {
        let reference = branch::reference(&self.branch);
        let subject = self.message.lines().next().unwrap_or_default();
        let log = match self.step.action {
            Action::Restart { .. } => format!("connkit submit: start anew from {}", self.base.name),
            Action::Rebase { .. } => format!("connkit submit: rebase onto {}", self.base.name),
            Action::Amend => format!("connkit submit (amend): {subject}"),
            _ => format!("connkit submit: {subject}"),
        };
        let expected = self.tip.unwrap_or(Oid::ZERO_SHA1);
        let moved = self.repository.reference_matching(&reference, commit, self.tip.is_some(), expected, &log);
        moved.map(drop).map_err(|error| {
            let context = if moved_by_others(&self.repository, &reference, self.tip) {
                format!("the branch `{}` was changed by somebody else meanwhile; run again", self.branch)
            } else if error.code() == ErrorCode::Locked {
                format!(
                    "another git program is moving the branch `{}`; run again (when none is, remove `{}.lock` in \
                     git's folder)",
                    self.branch, reference
                )
            } else {
                format!("could not move the branch `{}` in `{}`", self.branch, self.path)
            };
            anyhow::Error::new(error).context(context)
        })
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

/// The tree without files, which every git knows.
const EMPTY_TREE: &str = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/// Whether the reference no longer is what the plan saw.
fn moved_by_others(repository: &Repository, reference: &str, planned: Option<Oid>) -> bool {
    match repository.find_reference(reference) {
        Ok(found) => found.target() != planned,
        Err(error) => error.code() == ErrorCode::NotFound && planned.is_some(),
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

/// Where a submission goes and what it is called.
struct Target {
    base: Base,
    folder: Folder,
    branch: String,
    /// The message of a new commit.
    new_message: String,
    title: String,
    titles: Titles,
}

impl Target {
    /// Finds all parts, or adds what is wrong with each to the problems.
    fn find(
        repository: &Repository,
        path: &Utf8Path,
        remotes: &[Remote],
        request: &Request,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Self>> {
        let base = base::find(repository, path, remotes, request.base.as_deref());
        let title = message::clean_title(&request.title);
        let folder = match &base {
            Ok(base) => Some(choose_folder(repository, path, base, request, &title)?),
            Err(_) => None,
        };
        let (folder, branch, new_message, title) = match folder {
            Some(Ok((folder, titles))) => {
                let branch = branch::name(request.branch.as_deref(), &folder.name);
                let title = if title.is_empty() { folder.name.clone() } else { title };
                let verb = if folder.is_new { "Add" } else { "Update" };
                let title = message::pull_request_title(&title, request.kind, request.is_proposal);
                let message = message::compose(request.message.as_deref(), &format!("{verb} {title}"));
                (Ok((folder, titles)), branch, message, title)
            }
            other => {
                // What does not depend on the folder is looked at all the same.
                let branch = branch::name(request.branch.as_deref(), "connector");
                let message = message::compose(request.message.as_deref(), "connector");
                (Err(other.and_then(Result::err)), branch, message, title)
            }
        };
        match (base, folder, branch, new_message) {
            (Ok(base), Ok((folder, titles)), Ok(branch), Ok(new_message)) => {
                Ok(Some(Self { base, folder, branch, new_message, title, titles }))
            }
            (base, folder, branch, message) => {
                problems.extend(base.err());
                problems.extend(folder.err().flatten());
                problems.extend(branch.err());
                problems.extend(message.err());
                Ok(None)
            }
        }
    }

    /// The message of the commit: who amends one keeps its message, unless there is a new one.
    fn message(&self, repository: &Repository, request: &Request, step: &Step, existing: &Existing) -> String {
        let amended = existing.tip().filter(|_| step.action == Action::Amend && request.message.is_none());
        let kept = amended.and_then(|tip| Some(repository.find_commit(tip).ok()?.message().ok()?.to_owned()));
        kept.unwrap_or_else(|| self.new_message.clone())
    }
}

/// What the base's connectors tell about our title.
#[derive(Default)]
struct Titles {
    /// Whether the titles were compared, all of them.
    is_compared: bool,
    /// Other connectors with the very title.
    same: Vec<String>,
    notes: Vec<String>,
}

impl Titles {
    fn of(catalogue: &Catalogue, folder: &Folder, title: &str, path: &Utf8Path, base: &Base) -> Self {
        let own = catalogue.connectors.iter().find(|published| published.path() == folder.path);
        // What is published under its title already keeps it, whoever has it too.
        if own.and_then(|own| own.title.as_deref()).is_some_and(|own| message::clean_title(own) == title) {
            return Self { is_compared: true, ..Self::default() };
        }
        let mut titles = Self { is_compared: catalogue.missing == 0, ..Self::default() };
        for taken in folder::taken(&catalogue.connectors, &folder.path, title) {
            if taken.is_same {
                titles.same.push(taken.by.path());
            } else {
                let other = taken.by.title.as_deref().unwrap_or_default();
                titles.notes.push(format!("the title is easily mistaken for `{other}` of `{}`", taken.by.path()));
            }
        }
        if catalogue.missing > 0 {
            let pathspec = format!("*{}", Role::Definition.file_name());
            let fetch =
                command::git(path, &["diff", "--shortstat", EMPTY_TREE, &base.id.to_string(), "--", &pathspec]);
            titles.notes.push(format!(
                "the clone does not hold {} of {} definitions, so their titles were not compared; to fetch them: {fetch}",
                catalogue.missing,
                catalogue.connectors.len()
            ));
        }
        titles
    }

    fn is_free(&self) -> Option<bool> {
        self.is_compared.then_some(self.same.is_empty())
    }

    fn problem(&self, request: &Request) -> Option<Problem> {
        let first = self.same.first().filter(|_| request.checks_title)?;
        let name = first.rsplit('/').next().unwrap_or(first);
        Some(
            Problem::new(format!("the title `{}` is taken by `{first}`", request.title))
                .remedy(format!("if that is this connector: --folder {}", command::quoted(name)))
                .remedy("else choose another title, or add `--no-verify`"),
        )
    }
}

fn choose_folder(
    repository: &Repository,
    path: &Utf8Path,
    base: &Base,
    request: &Request,
    title: &str,
) -> Result<Result<(Folder, Titles), Problem>> {
    let tree = repository::tree_of(repository, path, base.id)?;
    let is_connectors_repository =
        PublisherKind::ALL.into_iter().any(|kind| tree.get_name(kind.upstream_folder()).is_some());
    if !is_connectors_repository {
        return Ok(Err(Problem::new(format!(
            "`{}` in `{path}` does not look like the connectors repository: it has no folder `{}`",
            base.name,
            request.kind.upstream_folder()
        ))
        .remedy("name the clone with `--repo`, or the start with `--base`")));
    }
    if let Some(folder) = obvious_folder(repository, &tree, request, title) {
        return Ok(Ok((folder, Titles { is_compared: true, ..Titles::default() })));
    }
    let catalogue = published::catalogue(repository, path, base.id)?;
    let shelf = Shelf { kind: request.kind, published: &catalogue.connectors };
    let host = request.host.as_deref().map(str::to_lowercase);
    let clues = Clues {
        title,
        host: host.as_deref(),
        local: request.local_name.as_deref(),
        explicit: request.folder.as_deref(),
    };
    Ok(folder::choose(&shelf, clues).map(|folder| {
        let titles = Titles::of(&catalogue, &folder, title, path, base);
        (folder, titles)
    }))
}

/// The folder that is named like the title and holds a connector with the title: no other can be meant, and a thousand
/// definitions need not be looked at.
fn obvious_folder(repository: &Repository, tree: &Tree<'_>, request: &Request, title: &str) -> Option<Folder> {
    let top = tree.get_name(request.kind.upstream_folder())?.id();
    let local = request.local_name.as_deref();
    let named = |name: &str| Published { kind: Some(request.kind), folder: name.to_owned(), ..Published::default() };
    let names = repository.find_tree(top).ok()?;
    let published: Vec<Published> = names.iter().filter_map(|entry| Some(named(entry.name().ok()?))).collect();
    let shelf = Shelf { kind: request.kind, published: &published };
    let clues = Clues { title, host: None, local, explicit: request.folder.as_deref() };
    let folder = folder::choose(&shelf, clues).ok().filter(|folder| !folder.is_new)?;
    let own = published::one(repository, top, request.kind, &folder.name)?;
    (message::clean_title(own.title.as_deref()?) == title).then_some(folder)
}
