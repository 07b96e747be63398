//! What a clone holds that its base does not: changed files in the work tree, and the files of the index.
//!
//! Never writes.

use std::collections::BTreeMap;
use std::env;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use foldhash::HashSet;
use git2::{Delta, Diff, DiffOptions, Index, IndexEntry, IndexEntryExtendedFlag, Oid, Repository, Tree};

use super::Memory;
use super::git_tree::merge_base;
use crate::connector::MAX_FILE_SIZE;

/// The mode of a file that can be run, and that of others; links and submodules have other ones.
const FILE_MODES: [u32; 2] = [0o100_644, 0o100_755];

/// The bits of an entry's flags that tell in which stage of a merge it is.
const STAGE_BITS: u16 = 0x3000;

/// Files that differ, by their paths from the top of a repository.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// The files and all folders above them.
    paths: HashSet<Utf8PathBuf>,
    /// With what the files were compared, in words.
    pub base: String,
}

impl Touched {
    /// Whether a file differs, or something in a folder.
    pub fn holds(&self, path: &Utf8Path) -> bool {
        self.paths.contains(path)
    }

    fn of(diff: &Diff<'_>, base: String) -> Self {
        let mut paths = HashSet::default();
        for delta in diff.deltas().filter(|delta| delta.status() != Delta::Unmodified) {
            // Names that are not UTF-8 belong to no artifact.
            let files = [delta.old_file().path(), delta.new_file().path()].into_iter().flatten();
            for file in files.filter_map(Utf8Path::from_path) {
                paths.extend(file.ancestors().map(Utf8Path::to_owned));
            }
        }
        Self { paths, base }
    }
}

/// What was committed since the merge base with a revision, or with the base branch, and what was not committed yet.
///
/// Without any commit everything counts. Fails when there is no such revision, or nothing in common with it.
pub fn touched_since(repository: &Repository, revision: Option<&str>) -> Result<Touched> {
    let (tree, base) = if repository.is_empty()? || is_unborn(repository) {
        (None, "nothing: there is no commit yet".to_owned())
    } else {
        let (commit, base) = base(repository, revision)?;
        (Some(repository.find_commit(commit)?.tree()?), base)
    };
    let mut options = DiffOptions::new();
    options.include_untracked(true).recurse_untracked_dirs(true);
    let diff = repository.diff_tree_to_workdir_with_index(tree.as_ref(), Some(&mut options))?;
    Ok(Touched::of(&diff, base))
}

/// The commit to compare with, and how it was found.
fn base(repository: &Repository, revision: Option<&str>) -> Result<(Oid, String)> {
    let Some(revision) = revision else {
        let (commit, branch) = merge_base(repository).context("could not find the base; name it with --since")?;
        return Ok((Oid::from_str(&commit)?, format!("`{branch}`")));
    };
    let commit = repository
        .revparse_single(revision)
        .and_then(|object| object.peel_to_commit())
        .with_context(|| format!("git knows no revision `{revision}`"))?;
    let head = repository.head()?.peel_to_commit()?;
    let base = repository.merge_base(head.id(), commit.id()).with_context(|| {
        format!("the current branch and `{revision}` have no commit in common; a shallow clone may lack it")
    })?;
    Ok((base, format!("`{revision}`")))
}

fn is_unborn(repository: &Repository) -> bool {
    repository.head().is_err_and(|error| error.code() == git2::ErrorCode::UnbornBranch)
}

/// The index that the next commit is made of: hooks of `git commit --all` and of `git commit FILE` are told another one.
fn index_of(repository: &Repository) -> Result<Index> {
    let Some(named) = env::var_os("GIT_INDEX_FILE").filter(|path| !path.is_empty()) else {
        return Ok(repository.index()?);
    };
    let path = top_of(repository)?.into_std_path_buf().join(named);
    Index::open(&path).with_context(|| format!("could not read the index {}", path.display()))
}

/// The folders that the next commit changes, with their files as it will hold them.
#[derive(Debug)]
pub struct Staged {
    folders: BTreeMap<Utf8PathBuf, Vec<IndexEntry>>,
    touched: Touched,
}

impl Staged {
    /// Fails in the middle of a merge with conflicts: then there is no next commit yet.
    pub fn of(repository: &Repository) -> Result<Self> {
        let head: Option<Tree<'_>> =
            if is_unborn(repository) { None } else { Some(repository.head()?.peel_to_tree()?) };
        let index = index_of(repository)?;
        let diff = repository.diff_tree_to_index(head.as_ref(), Some(&index), None)?;
        let mut folders: BTreeMap<Utf8PathBuf, Vec<IndexEntry>> = BTreeMap::new();
        for entry in index.iter() {
            let Ok(path) = std::str::from_utf8(&entry.path) else { continue };
            let path = Utf8PathBuf::from(path);
            if entry.flags & STAGE_BITS != 0 {
                bail!("{path} has a conflict of a merge; resolve it and stage the result");
            }
            // `git add --intent-to-add` stages a name without content.
            let is_intent = entry.flags_extended & IndexEntryExtendedFlag::INTENT_TO_ADD.bits() != 0;
            let folder = path.parent().unwrap_or(Utf8Path::new("")).to_owned();
            if !is_intent && FILE_MODES.contains(&entry.mode) {
                folders.entry(folder).or_default().push(entry);
            }
        }
        Ok(Self { folders, touched: Touched::of(&diff, "the last commit".to_owned()) })
    }

    /// All folders that hold files themselves, in the order of their paths.
    pub fn folders(&self) -> impl Iterator<Item = &Utf8Path> {
        self.folders.keys().map(Utf8PathBuf::as_path)
    }

    /// The names of the files that a folder holds itself.
    pub fn names(&self, folder: &Utf8Path) -> impl Iterator<Item = &str> {
        let entries = self.folders.get(folder).into_iter().flatten();
        entries.filter_map(|entry| Utf8Path::new(std::str::from_utf8(&entry.path).ok()?).file_name())
    }

    /// Whether something is staged in a folder.
    pub fn is_touched(&self, folder: &Utf8Path) -> bool {
        self.touched.holds(folder)
    }

    /// The files of a folder as they are staged; those of folders in it by name only.
    pub fn files(&self, repository: &Repository, folder: &Utf8Path) -> Result<Memory> {
        let mut files = Vec::new();
        for (place, entries) in self.folders.iter().filter(|(place, _)| place.starts_with(folder)) {
            for entry in entries {
                let path = Utf8Path::new(std::str::from_utf8(&entry.path)?);
                let name = path.strip_prefix(folder)?.to_owned().into_string();
                let bytes = if place == folder { content(repository, entry.id)? } else { Vec::new() };
                files.push((name, bytes));
            }
        }
        Ok(Memory::new(files))
    }
}

/// A file that is too large is cut where it already counts as that.
fn content(repository: &Repository, id: Oid) -> Result<Vec<u8>> {
    let blob = repository.find_blob(id)?;
    let most = MAX_FILE_SIZE as usize + 1;
    Ok(blob.content().get(..most).unwrap_or(blob.content()).to_vec())
}

/// The top of a repository's work tree, with links followed.
///
/// Fails in bare repositories.
pub fn top_of(repository: &Repository) -> Result<Utf8PathBuf> {
    let Some(top) = repository.workdir().and_then(Utf8Path::from_path) else {
        bail!("the git repository {} has no work tree", Path::display(repository.path()));
    };
    top.canonicalize_utf8().with_context(|| format!("could not find {top}"))
}
