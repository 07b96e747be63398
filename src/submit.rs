//! A submission: the branch for a pull request to the connectors repository, made in a local clone of it.
//!
//! It is a plan first, a value that can be shown; `carry_out` then writes blobs, trees and one commit straight into the
//! object database and moves one reference. The work tree, the index and the current branch are never touched, nothing
//! is fetched or pushed, and no hook runs. Knows artifacts by role only, not what is in them.

pub mod base;
mod branch;
mod command;
pub mod contents;
mod folder;
mod message;
mod next_steps;
pub mod problem;
mod repository;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use git2::build::TreeUpdateBuilder;
use git2::{ErrorCode, FileMode, Oid, Repository};

use crate::connector::Role;
use crate::publisher_kind::PublisherKind;

pub use base::Base;
use base::Remote;
use branch::Existing;
use contents::Entry;
pub use contents::{Change, ChangeKind};
use folder::{Clues, Folder};
pub use next_steps::NextSteps;
pub use problem::{Problem, Problems};
use repository::Identity;

/// What is to be submitted, and what the user said about how.
#[derive(Clone, Debug)]
pub struct Request {
    pub kind: PublisherKind,
    /// The connector's title, from its definition.
    pub title: String,
    /// The name of the local folder that holds the connector: a second clue to its folder upstream.
    pub local_name: Option<String>,
    /// The connector's folder upstream, where it does not follow from the title.
    pub folder: Option<String>,
    /// All artifacts; those that the connectors repository does not take are left out by the plan.
    pub files: Vec<(Role, Vec<u8>)>,
    /// The revision to start from.
    pub base: Option<String>,
    pub branch: Option<String>,
    pub message: Option<String>,
    /// Whether a branch that holds commits of others is started anew.
    pub force: bool,
}

/// What carrying out a submission does to its branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The branch is made.
    Create,
    /// A commit is put on top of those that connkit made before.
    Extend { commits: usize },
    /// The branch starts anew from the base; `was` was its tip.
    Restart { was: Oid },
    /// Nothing: the branch holds the connector as it is.
    AlreadyThere,
    /// Nothing: the base holds the connector as it is.
    SameAsBase,
}

impl Action {
    pub fn writes(self) -> bool {
        !matches!(self, Self::AlreadyThere | Self::SameAsBase)
    }
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
    action: Action,
    /// The commit that the new one stands on.
    parent: Oid,
    /// The tip that the branch had when the plan was made.
    tip: Option<Oid>,
    changes: Vec<Change>,
    message: String,
    title: String,
    identity: Option<Identity>,
    next_steps: NextSteps,
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
        let Target { base, folder, branch, message, title } = target;
        let existing = branch::existing(&repository, &branch, base.id, &folder.path)?;
        let step = Step::decide(&repository, path, request, &base, &folder, &existing)?;
        if step.action.writes() {
            problems.extend(branch::obstacles(&repository, path, &branch));
            problems.extend(identity.as_ref().err().cloned());
            problems.extend(existing.refusal(&branch, request.force));
        }
        let rewrites = matches!(step.action, Action::Restart { .. });
        let next_steps = NextSteps::of(&repository, path, &remotes, &branch, rewrites);
        let mut submission = Self {
            path: path.to_owned(),
            base,
            folder,
            branch,
            action: step.action,
            parent: step.parent,
            tip: existing.tip(),
            changes: step.changes,
            message,
            title,
            identity: identity.ok(),
            next_steps,
            notes: Vec::new(),
            problems,
            repository,
        };
        submission.notes = submission.notes_on(request, &existing, &step.entries, step.is_overtaken);
        Ok(submission)
    }

    pub fn base(&self) -> &Base {
        &self.base
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
        self.action
    }

    /// What the commit changes against the commit below it, sorted by path.
    pub fn changes(&self) -> &[Change] {
        &self.changes
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

    /// What the user should know, though it stands in nobody's way.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What must be put right before the submission can be carried out.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Writes the commit and moves the branch to it, in one reference update.
    ///
    /// Fails without moving the branch when there are problems, when an object cannot be written, or when the branch
    /// has changed since the plan was made.
    pub fn carry_out(&self) -> Result<Done> {
        if !self.problems.is_empty() {
            return Err(Problems(self.problems.clone()).into());
        }
        if !self.action.writes() {
            return Ok(Done::Nothing);
        }
        let identity = self.identity.as_ref().expect("a plan that writes without an identity has a problem");
        let commit = self
            .write_commit(identity)
            .with_context(|| format!("could not write into the object database of `{}`", self.path))?;
        self.move_branch(commit)?;
        Ok(Done::Committed(commit))
    }

    fn write_commit(&self, identity: &Identity) -> Result<Oid, git2::Error> {
        let parent = self.repository.find_commit(self.parent)?;
        let mut update = TreeUpdateBuilder::new();
        for change in &self.changes {
            match &change.content {
                Some(content) => {
                    let blob = self.repository.blob(content)?;
                    update.upsert(change.path.as_str(), blob, FileMode::Blob)
                }
                None => update.remove(change.path.as_str()),
            };
        }
        let tree = update.create_updated(&self.repository, &parent.tree()?)?;
        let tree = self.repository.find_tree(tree)?;
        // With a reference, git2 would insist on its tip being the parent, and would not compare it with the plan.
        self.repository.commit(None, &identity.author, &identity.committer, &self.message, &tree, &[&parent])
    }

    fn move_branch(&self, commit: Oid) -> Result<()> {
        let reference = branch::reference(&self.branch);
        let log = match self.action {
            Action::Restart { .. } => format!("connkit submit: start anew from {}", self.base.name),
            _ => format!("connkit submit: {}", self.message.lines().next().unwrap_or_default()),
        };
        let expected = self.tip.unwrap_or(Oid::ZERO_SHA1);
        let moved = self.repository.reference_matching(&reference, commit, self.tip.is_some(), expected, &log);
        moved.map(drop).with_context(|| {
            if moved_by_others(&self.repository, &reference, self.tip) {
                format!("the branch `{}` was changed by somebody else meanwhile; run again", self.branch)
            } else {
                format!("could not move the branch `{}` in `{}`", self.branch, self.path)
            }
        })
    }

    fn notes_on(&self, request: &Request, existing: &Existing, entries: &[Entry], is_overtaken: bool) -> Vec<String> {
        let mut notes: Vec<String> = self.base.note.clone().into_iter().collect();
        let unwanted = |role: Role| !contents::is_wanted(role, request.kind, entries);
        let left_out: Vec<String> = request
            .files
            .iter()
            .filter(|(role, _)| unwanted(*role))
            .map(|(role, _)| format!("`{}`", role.file_name()))
            .collect();
        if !left_out.is_empty() {
            notes.push(format!("the connectors repository does not want {}: left out", left_out.join(", ")));
        }
        if !self.folder.similar.is_empty() {
            let similar: Vec<String> = self.folder.similar.iter().map(|name| format!("`{name}`")).collect();
            notes.push(format!(
                "the folder is new, but {} may be the same connector; `--folder` takes it",
                similar.join(", ")
            ));
        }
        if !request.has(Role::Readme) {
            notes.push("the connector has no `readme.md`, which reviewers ask for".to_owned());
        }
        match (self.action, existing) {
            (Action::Extend { commits: 1.. } | Action::AlreadyThere, Existing::Ours { start, .. })
                if *start != self.base.id =>
            {
                let what = if is_overtaken { "has changed this folder, which will conflict," } else { "has moved on" };
                notes.push(format!(
                    "`{}` {what} since the branch was made; `--force` starts the branch anew from there",
                    self.base.name
                ));
            }
            (Action::Restart { was }, _) => notes.push(format!("the branch ended with {was} before")),
            (Action::SameAsBase, Existing::Ours { .. } | Existing::Foreign { .. }) => {
                notes.push(format!("the branch `{}` exists and was left as it is", self.branch));
            }
            _ => {}
        }
        if self.action.writes() && repository::wants_signature(&self.repository) {
            notes.push(
                "`commit.gpgsign` is set, but connkit cannot sign; `git commit --amend --no-edit -S` on the branch does"
                    .to_owned(),
            );
        }
        notes
    }
}

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

    /// What is wrong with the artifacts as a set.
    fn problems(&self) -> Vec<Problem> {
        let count = |role: Role| self.files.iter().filter(|(of, _)| *of == role).count();
        let missing = [Role::Definition, Role::Properties]
            .into_iter()
            .filter(|&role| count(role) == 0)
            .map(|role| Problem::new(format!("the connector has no {role} (`{}`)", role.file_name())));
        let twice = Role::ALL
            .into_iter()
            .filter(|&role| count(role) > 1)
            .map(|role| Problem::new(format!("the connector has several files named like `{}`", role.file_name())));
        missing.chain(twice).collect()
    }
}

impl Existing {
    fn tip(&self) -> Option<Oid> {
        match self {
            Self::Missing => None,
            Self::Ours { tip, .. } | Self::Foreign { tip, .. } => Some(*tip),
        }
    }

    fn refusal(&self, branch: &str, force: bool) -> Option<Problem> {
        match self {
            Self::Foreign { why, .. } if !force => Some(
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
    message: String,
    title: String,
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
        let (folder, branch, message, title) = match folder {
            Some(Ok(folder)) => {
                let branch = branch::name(request.branch.as_deref(), &folder.name);
                let title = if title.is_empty() { folder.name.clone() } else { title };
                let title = message::pull_request_title(&title, request.kind == PublisherKind::Independent);
                let verb = if folder.is_new { "Add" } else { "Update" };
                let message = message::compose(request.message.as_deref(), &format!("{verb} {title}"));
                (Ok(folder), branch, message, title)
            }
            other => {
                // What does not depend on the folder is looked at all the same.
                let branch = branch::name(request.branch.as_deref(), "connector");
                let message = message::compose(request.message.as_deref(), "connector");
                (Err(other.and_then(Result::err)), branch, message, title)
            }
        };
        match (base, folder, branch, message) {
            (Ok(base), Ok(folder), Ok(branch), Ok(message)) => Ok(Some(Self { base, folder, branch, message, title })),
            (base, folder, branch, message) => {
                problems.extend(base.err());
                problems.extend(folder.err().flatten());
                problems.extend(branch.err());
                problems.extend(message.err());
                Ok(None)
            }
        }
    }
}

fn choose_folder(
    repository: &Repository,
    path: &Utf8Path,
    base: &Base,
    request: &Request,
    title: &str,
) -> Result<Result<Folder, Problem>> {
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
    let names = contents::names(repository, path, &tree, request.kind)?.unwrap_or_default();
    Ok(folder::choose(
        &names,
        request.kind,
        Clues { title, local: request.local_name.as_deref(), explicit: request.folder.as_deref() },
    ))
}

/// What is done to the branch.
struct Step {
    action: Action,
    parent: Oid,
    changes: Vec<Change>,
    /// The folder as the parent has it.
    entries: Vec<Entry>,
    /// Whether the base has changed the folder since the branch was made.
    is_overtaken: bool,
}

impl Step {
    fn decide(
        repository: &Repository,
        path: &Utf8Path,
        request: &Request,
        base: &Base,
        folder: &Folder,
        existing: &Existing,
    ) -> Result<Self> {
        let against = |action: Action, parent: Oid| -> Result<Self> {
            let tree = repository::tree_of(repository, path, parent)?;
            let entries = contents::entries(repository, path, &tree, request.kind, folder)?;
            let changes = contents::changes(&entries, request.kind, &folder.path, &request.files)?;
            Ok(Self { action, parent, changes, entries, is_overtaken: false })
        };
        let anew = match existing.tip() {
            None => against(Action::Create, base.id)?,
            Some(was) => against(Action::Restart { was }, base.id)?,
        };
        if anew.changes.is_empty() {
            return Ok(Self { action: Action::SameAsBase, ..anew });
        }
        let Existing::Ours { tip, start, commits } = *existing else { return Ok(anew) };
        if commits == 0 {
            return Ok(Self { action: Action::Extend { commits }, ..anew });
        }
        let folder_at = |commit| -> Result<Option<Oid>> {
            contents::folder_id(repository, path, &repository::tree_of(repository, path, commit)?, request.kind, folder)
        };
        let at_base = folder_at(base.id)?;
        // A merged branch, squashed perhaps, is of the past: going on with it would conflict with its own merge.
        if at_base == folder_at(tip)? {
            return Ok(anew);
        }
        let is_overtaken = at_base != folder_at(start)?;
        let on_top = Self { is_overtaken, ..against(Action::Extend { commits }, tip)? };
        let is_fresh = start == base.id && commits == 1;
        match on_top.changes.is_empty() {
            true if is_fresh || !request.force => Ok(Self { action: Action::AlreadyThere, ..on_top }),
            _ if request.force => Ok(anew),
            _ => Ok(on_top),
        }
    }
}
