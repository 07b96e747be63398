//! Carries a submission out: writes its commits and moves its branch.

use anyhow::{Context as _, Result};
use git2::build::TreeUpdateBuilder;
use git2::{ErrorCode, FileMode, Oid, Repository, Signature, Tree};

use super::lock::Lock;
use super::problem::Problems;
use super::repository::{self, Identity};
use super::step::Action;
use super::{Submission, branch};

/// What carrying out a submission did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// The branch now ends with this commit.
    Committed(Oid),
    /// There was nothing to do.
    Nothing,
}

impl Submission {
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
        let mut lock = Lock::take(&self.repository).with_context(cannot_write)?;
        let commit = self.write_commits(identity).map_err(|error| {
            // What a signing program said speaks for itself.
            if error.is::<git2::Error>() { error.context(cannot_write()) } else { error }
        })?;
        lock.announce(&branch::reference(&self.branch), commit).with_context(cannot_write)?;
        let moved = self.move_branch(commit);
        let is_of_others = |error: &anyhow::Error| {
            error.downcast_ref::<git2::Error>().is_some_and(|error| error.code() == ErrorCode::Locked)
        };
        // A branch that could not be moved may still be locked by this process, which the next one has to know. What is
        // not forgotten otherwise does no harm: the next one looks for a lock that holds this commit.
        if moved.as_ref().err().is_none_or(is_of_others) {
            let _ = lock.forget();
        }
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
}

/// Whether the reference no longer is what the plan saw.
fn moved_by_others(repository: &Repository, reference: &str, planned: Option<Oid>) -> bool {
    match repository.find_reference(reference) {
        Ok(found) => found.target() != planned,
        Err(error) => error.code() == ErrorCode::NotFound && planned.is_some(),
    }
}
