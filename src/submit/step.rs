//! What is done to the branch, decided from what it holds, what the base holds, and what the user wants.
//!
//! Never writes.

use anyhow::Result;
use camino::Utf8Path;
use git2::{Oid, Repository};

use super::base::Base;
use super::branch::Existing;
use super::contents::{self, Change, Entry, Offer};
use super::folder::Folder;
use super::problem::Problem;
use super::repository;

/// How a branch that exists is gone on with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// With one more commit.
    #[default]
    Continue,
    /// With another commit in place of the last one.
    Amend,
    /// With its commits, and one more if need be, on the base as it is now.
    Rebase,
    /// Not at all: it starts anew from the base, whatever it holds.
    Anew,
}

/// What carrying out a submission does to its branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The branch is made.
    Create,
    /// A commit is put on top of those that connkit made before.
    Extend { commits: usize },
    /// The last commit is made again, with another content or message.
    Amend,
    /// The commits are made again on top of the base; `adds` when one more follows.
    Rebase { commits: usize, adds: bool },
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

    /// Whether commits go that may have been pushed.
    pub fn rewrites(self) -> bool {
        matches!(self, Self::Amend | Self::Rebase { .. } | Self::Restart { .. })
    }
}

/// A file of our folder that upstream has changed since the branch was made, and that we have otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub path: String,
    /// As it was when the branch was made; `None` where there was none, or the clone does not hold it.
    pub before: Option<Vec<u8>>,
    /// As the base has it.
    pub after: Option<Vec<u8>>,
}

/// What there is to decide on.
pub struct Situation<'s> {
    pub repository: &'s Repository,
    pub path: &'s Utf8Path,
    pub base: &'s Base,
    pub folder: &'s Folder,
    pub offer: Offer<'s>,
    pub existing: &'s Existing,
    pub way: Way,
    /// Whether the user gave a message, which is reason enough to amend.
    pub has_message: bool,
}

/// What is done to the branch.
pub struct Step {
    pub action: Action,
    /// The commit that the new one stands on.
    pub parent: Oid,
    /// What the new commit changes.
    pub changes: Vec<Change>,
    /// What the connector changes against the base.
    pub against_base: Vec<Change>,
    /// What the connector changes against the branch; `None` where that does not hold commits of ours.
    pub against_branch: Option<Vec<Change>>,
    /// The commits that are made again before the new one.
    pub replayed: Vec<Oid>,
    /// The folder as the parent has it.
    pub entries: Vec<Entry>,
    /// Whether the base has changed the folder since the branch was made.
    pub is_overtaken: bool,
    pub conflicts: Vec<Conflict>,
}

impl Situation<'_> {
    pub fn decide(&self) -> Result<Step> {
        let action = self.existing.tip().map_or(Action::Create, |was| Action::Restart { was });
        let anew = self.against(action, self.base.id)?;
        let anew = Step { against_base: anew.changes.clone(), ..anew };
        if anew.changes.is_empty() {
            return Ok(Step { action: Action::SameAsBase, ..anew });
        }
        let Existing::Ours { tip, start, commits } = self.existing else { return Ok(anew) };
        if commits.is_empty() {
            return Ok(Step { action: Action::Extend { commits: 0 }, ..anew });
        }
        let at_base = self.folder_at(self.base.id)?;
        // A merged branch, squashed perhaps, is of the past: going on with it would conflict with its own merge.
        if at_base == self.folder_at(*tip)? {
            return Ok(anew);
        }
        let is_overtaken = at_base != self.folder_at(*start)?;
        let conflicts = if is_overtaken { self.conflicts(*start, &anew.changes)? } else { Vec::new() };
        let step = self.go_on(anew, *tip, *start, commits)?;
        Ok(Step { is_overtaken, conflicts, ..step })
    }

    /// What is done to a branch that holds commits of ours.
    fn go_on(&self, anew: Step, tip: Oid, start: Oid, commits: &[Oid]) -> Result<Step> {
        let count = commits.len();
        let on_top = self.against(Action::Extend { commits: count }, tip)?;
        let on_branch = on_top.changes.clone();
        let with_both = |step: Step| Step {
            against_base: anew.against_base.clone(),
            against_branch: Some(on_branch.clone()),
            ..step
        };
        let on_top = with_both(on_top);
        let is_there = on_top.changes.is_empty();
        let has_moved = start != self.base.id;
        match self.way {
            Way::Anew if is_there && !has_moved && count == 1 => {}
            Way::Anew => return Ok(anew),
            Way::Rebase if has_moved => {
                let action = Action::Rebase { commits: count, adds: !is_there };
                return Ok(Step { action, parent: self.base.id, replayed: commits.to_vec(), ..on_top });
            }
            Way::Amend if !is_there || self.has_message => {
                let below = self.repository.find_commit(tip)?.parent_id(0)?;
                let amended = with_both(self.against(Action::Amend, below)?);
                // A commit that changes nothing any more is not worth amending.
                if !amended.changes.is_empty() {
                    return Ok(amended);
                }
            }
            Way::Continue | Way::Rebase | Way::Amend => {}
        }
        Ok(if is_there { Step { action: Action::AlreadyThere, ..on_top } } else { on_top })
    }

    fn against(&self, action: Action, parent: Oid) -> Result<Step> {
        let tree = repository::tree_of(self.repository, self.path, parent)?;
        let entries = contents::entries(self.repository, self.path, &tree, self.offer.kind, self.folder)?;
        let read = |id: Oid| Some(self.repository.find_blob(id).ok()?.content().to_vec());
        let changes = contents::changes(&entries, &self.offer, &self.folder.path, read)?;
        Ok(Step {
            action,
            parent,
            changes,
            against_base: Vec::new(),
            against_branch: None,
            replayed: Vec::new(),
            entries,
            is_overtaken: false,
            conflicts: Vec::new(),
        })
    }

    fn folder_at(&self, commit: Oid) -> Result<Option<Oid>> {
        let tree = repository::tree_of(self.repository, self.path, commit)?;
        contents::folder_id(self.repository, self.path, &tree, self.offer.kind, self.folder)
    }

    /// The files that we change against the base and that the base has changed too.
    fn conflicts(&self, start: Oid, changes: &[Change]) -> Result<Vec<Conflict>> {
        let tree_at = |commit| repository::tree_of(self.repository, self.path, commit);
        let (before, after) = (tree_at(start)?, tree_at(self.base.id)?);
        let id = |tree: &git2::Tree<'_>, path: &str| Some(tree.get_path(std::path::Path::new(path)).ok()?.id());
        let read = |id: Option<Oid>| Some(self.repository.find_blob(id?).ok()?.content().to_vec());
        let found = changes.iter().filter_map(|change| {
            let ids = (id(&before, &change.path), id(&after, &change.path));
            (ids.0 != ids.1).then(|| Conflict { path: change.path.clone(), before: read(ids.0), after: read(ids.1) })
        });
        Ok(found.collect())
    }
}

/// Why the branch cannot be rebased.
pub fn conflict_problem(base: &str, conflicts: &[Conflict]) -> Problem {
    let paths: Vec<String> = conflicts.iter().map(|conflict| format!("`{}`", conflict.path)).collect();
    Problem::new(format!("`{base}` has changed {} since the branch was made (shown above)", paths.join(", ")))
        .remedy("take over into the connector what should stay, then start the branch anew from there with `--force`")
}
