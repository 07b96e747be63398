//! The connectors that a change in git touches: all since a base, or those of the next commit as it will hold them.

use std::path::PathBuf;

use anyhow::{Result, bail};
use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use foldhash::HashMap;

use super::layers::Layers;
use super::{Project, found_at};
use crate::connector::files::{Entry, EntryKind, Memory, Staged, Touched, repository_of, touched_since};
use crate::connector::is_connector;
use crate::publisher_kind::PublisherKind;

/// A connector to be loaded: from disk, or from what is staged for the next commit.
#[derive(Debug)]
pub struct Found {
    pub path: Utf8PathBuf,
    staged: Option<Memory>,
}

impl Found {
    pub fn on_disk(path: Utf8PathBuf) -> Self {
        Self { path, staged: None }
    }

    pub fn load(&self, kind: Option<PublisherKind>, layers: &Layers) -> Result<Project> {
        match &self.staged {
            Some(files) => Project::of_files(&self.path, files, kind, layers),
            None => Project::load_with(&self.path, kind, layers),
        }
    }
}

/// The connectors below the paths that differ from their base, and what that is, in words.
///
/// A path that is gone is passed over where git knows it. Fails outside of git repositories.
pub fn find_changed(paths: &[Utf8PathBuf], since: Option<&str>) -> Result<(Vec<Found>, String)> {
    let mut repositories: HashMap<PathBuf, Touched> = HashMap::default();
    let mut found = Vec::new();
    let mut base = String::new();
    for path in paths {
        // The nearest folder that is there tells which repository a path belonged to that is gone.
        let there = path.ancestors().find(|path| path.exists()).filter(|there| !there.as_str().is_empty());
        let there = there.unwrap_or(Utf8Path::new("."));
        let (repository, inside) = repository_of(there)?;
        let top = repository.path().to_owned();
        if !repositories.contains_key(&top) {
            repositories.insert(top.clone(), touched_since(&repository, since)?);
        }
        let Some(touched) = repositories.get(&top) else { continue };
        base.clone_from(&touched.base);
        if there != path && !path.exists() {
            let gone = path.strip_prefix(there).unwrap_or(path);
            if !touched.holds(&inside.join(gone)) {
                bail!("there is no {path}");
            }
            continue;
        }
        let is_touched = |connector: &Utf8PathBuf| {
            let below = connector.strip_prefix(path).unwrap_or(Utf8Path::new(""));
            touched.holds(&joined(&inside, below))
        };
        found.extend(found_at(path)?.into_iter().filter(is_touched).map(Found::on_disk));
    }
    Ok((found, base))
}

/// The connectors at or below the paths, or around them, that the next commit changes, as it will hold them.
///
/// Fails outside of git repositories, and in the middle of a merge with conflicts.
pub fn find_staged(paths: &[Utf8PathBuf]) -> Result<Vec<Found>> {
    let mut found: Vec<Found> = Vec::new();
    for path in paths {
        if !path.exists() {
            bail!("there is no {path}");
        }
        let (repository, inside) = repository_of(path)?;
        let staged = Staged::of(&repository)?;
        let touched = staged.folders().filter(|folder| staged.is_touched(folder));
        for folder in touched.filter(|folder| is_outermost_connector(&staged, folder)) {
            let Some(path) = path_of(folder, path, &inside) else { continue };
            if !found.iter().any(|other| other.path == path) {
                found.push(Found { path, staged: Some(staged.files(&repository, folder)?) });
            }
        }
    }
    Ok(found)
}

fn is_outermost_connector(staged: &Staged, folder: &Utf8Path) -> bool {
    let is_connector = |folder: &Utf8Path| {
        let entries = staged.names(folder).map(|name| Entry { name: name.to_owned(), kind: EntryKind::File, size: 0 });
        is_connector(&entries.collect::<Vec<_>>())
    };
    let is_hidden = folder.components().any(|part| part.as_str().starts_with('.'));
    !is_hidden && is_connector(folder) && !folder.ancestors().skip(1).any(is_connector)
}

/// How the user would write a folder, `inside` being where `path` lies; `None` where `path` does not mean it.
fn path_of(folder: &Utf8Path, path: &Utf8Path, inside: &Utf8Path) -> Option<Utf8PathBuf> {
    if let Ok(below) = folder.strip_prefix(inside) {
        return Some(joined(path, below));
    }
    let mut up = path.to_owned();
    for _ in inside.strip_prefix(folder).ok()?.components() {
        if matches!(up.components().next_back(), Some(Utf8Component::Normal(_))) {
            up.pop();
        } else {
            up.push("..");
        }
    }
    Some(if up.as_str().is_empty() { ".".into() } else { up })
}

/// Without a slash at the end where there is nothing to join.
fn joined(path: &Utf8Path, below: &Utf8Path) -> Utf8PathBuf {
    if below.as_str().is_empty() { path.to_owned() } else { path.join(below) }
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn folders_are_told_as_seen_from_the_path() {
        let told = |folder: &str, path: &str, inside: &str| {
            path_of(folder.into(), path.into(), inside.into()).map(camino::Utf8PathBuf::into_string)
        };
        assert_eq!(told("a/b", "a/b", "a/b").as_deref(), Some("a/b"));
        assert_eq!(told("a/b", "x", "a").as_deref(), Some("x/b"));
        assert_eq!(told("a/b", "../b/readme.md", "a/b/readme.md").as_deref(), Some("../b"));
        assert_eq!(told("a/b", "readme.md", "a/b/readme.md").as_deref(), Some("."));
        assert_eq!(told("a/b", "images", "a/b/images").as_deref(), Some("."));
        assert_eq!(told("a/b", "..", "a/b/images").as_deref(), Some("../.."));
        assert_eq!(told("a/b", "c", "a/c"), None);
    }
}
