//! A folder of a commit, read from a repository's object database; the work tree and the index are not looked at.
//!
//! Never writes.

use std::io;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use git2::{BranchType, ErrorCode, ObjectType, Oid, Repository};

use super::git_changes::top_of;
use super::{Entry, EntryKind, Files};

/// Where the published state of a connector is looked for, in this order.
const BASE_BRANCHES: [(&str, BranchType); 9] = [
    ("upstream/dev", BranchType::Remote),
    ("upstream/main", BranchType::Remote),
    ("origin/HEAD", BranchType::Remote),
    ("origin/dev", BranchType::Remote),
    ("origin/main", BranchType::Remote),
    ("origin/master", BranchType::Remote),
    ("dev", BranchType::Local),
    ("main", BranchType::Local),
    ("master", BranchType::Local),
];

/// A folder of a tree, or one file of it.
pub struct GitTree {
    repository: Repository,
    entries: Vec<(Entry, Oid)>,
    is_folder: bool,
    name: Option<String>,
}

impl GitTree {
    /// Opens the folder or file at `path` (from the top of the repository) in a revision.
    ///
    /// Fails when the revision or the path does not exist.
    pub fn open(repository: Repository, revision: &str, path: &Utf8Path) -> Result<Self> {
        let tree = tree_of(&repository, revision)?.id();
        Self::in_tree(repository, tree, revision, path)
    }

    fn in_tree(repository: Repository, tree: Oid, revision: &str, path: &Utf8Path) -> Result<Self> {
        let missing = || format!("there is no `{path}` in revision `{revision}`");
        let (entries, is_folder) = {
            let root = repository.find_tree(tree)?;
            if path.as_str().is_empty() {
                (list(&repository, &root), true)
            } else {
                let entry = root.get_path(path.as_std_path()).with_context(missing)?;
                let object = entry.to_object(&repository).with_context(missing)?;
                match (object.as_tree(), object.as_blob()) {
                    (Some(folder), _) => (list(&repository, folder), true),
                    (_, Some(blob)) => {
                        let name = path.file_name().unwrap_or_default().to_owned();
                        let entry = Entry { name, kind: EntryKind::File, size: blob.size() as u64 };
                        (vec![(entry, blob.id())], false)
                    }
                    _ => bail!("`{path}` in revision `{revision}` is neither a folder nor a file"),
                }
            }
        };
        let name = path.file_name().filter(|_| is_folder).map(str::to_owned);
        Ok(Self { repository, entries, is_folder, name })
    }

    /// Whether a whole folder was named.
    pub fn is_folder(&self) -> bool {
        self.is_folder
    }
}

fn list(repository: &Repository, tree: &git2::Tree<'_>) -> Vec<(Entry, Oid)> {
    let mut entries: Vec<(Entry, Oid)> = tree
        .iter()
        .map(|entry| {
            let name = String::from_utf8_lossy(entry.name_bytes()).into_owned();
            let (kind, size) = match entry.kind() {
                Some(ObjectType::Blob) => {
                    (EntryKind::File, repository.find_blob(entry.id()).map_or(0, |blob| blob.size() as u64))
                }
                Some(ObjectType::Tree) => (EntryKind::Folder, 0),
                _ => (EntryKind::Other, 0),
            };
            (Entry { name, kind, size }, entry.id())
        })
        .collect();
    entries.sort_by(|left, right| left.0.name.cmp(&right.0.name));
    entries
}

impl Files for GitTree {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        Ok(self.entries.iter().map(|(entry, _)| entry.clone()).collect())
    }

    fn read(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        let found = self.entries.iter().find(|(entry, _)| entry.name == name);
        let (_, id) = found.ok_or(io::Error::from(io::ErrorKind::NotFound))?;
        let blob = self.repository.find_blob(*id).map_err(|error| io::Error::other(error.message().to_owned()))?;
        let content = blob.content();
        Ok(content[..content.len().min(limit as usize)].to_vec())
    }

    fn folder_name(&self) -> Option<String> {
        self.name.clone()
    }
}

/// The repository that holds a folder or file, and the path of that from the repository's top.
///
/// Fails outside of repositories, and in bare ones.
pub fn repository_of(path: &Utf8Path) -> Result<(Repository, Utf8PathBuf)> {
    let canonical = path.canonicalize_utf8().with_context(|| format!("could not find {path}"))?;
    let folder = if canonical.is_dir() { canonical.as_path() } else { canonical.parent().unwrap_or(&canonical) };
    let repository = Repository::discover(folder.as_std_path()).map_err(|error| match error.code() {
        ErrorCode::NotFound => anyhow::anyhow!("{path} is in no git repository"),
        _ => anyhow::Error::new(error).context(format!("could not open the git repository of {path}")),
    })?;
    let top = top_of(&repository)?;
    let inside = canonical.strip_prefix(&top).with_context(|| format!("{path} lies outside of {top}"))?;
    let inside = inside.components().map(|part| part.as_str()).collect::<Vec<_>>().join("/");
    Ok((repository, Utf8PathBuf::from(inside)))
}

/// Whether a revision has a folder or file at a path from the top.
///
/// Fails when git does not know the revision.
pub fn holds(repository: &Repository, revision: &str, path: &Utf8Path) -> Result<bool> {
    let tree = tree_of(repository, revision)?;
    Ok(path.as_str().is_empty() || tree.get_path(path.as_std_path()).is_ok())
}

fn tree_of<'r>(repository: &'r Repository, revision: &str) -> Result<git2::Tree<'r>> {
    let object = repository.revparse_single(revision).and_then(|object| object.peel_to_tree());
    object.with_context(|| format!("git knows no revision `{revision}`"))
}

/// The commit at which the current branch left the base branch, and that branch's name.
///
/// Fails when there is no commit yet, or no branch to compare with.
pub fn merge_base(repository: &Repository) -> Result<(String, String)> {
    let head = repository
        .head()
        .and_then(|head| head.peel_to_commit())
        .context("the git repository has no commit yet, so there is nothing to compare with")?;
    for (name, kind) in BASE_BRANCHES {
        let Ok(branch) = repository.find_branch(name, kind) else { continue };
        let Ok(commit) = branch.get().peel_to_commit() else { continue };
        if let Ok(base) = repository.merge_base(head.id(), commit.id()) {
            return Ok((base.to_string(), name.to_owned()));
        }
    }
    bail!("git knows no base branch (`dev`, `main` or `master`); name the version to compare with")
}
