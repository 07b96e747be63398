//! The connectors that the base holds, by title and host: which folder is ours, and which titles are taken.
//!
//! Reads no more of each definition than its first lines. Never fetches: a clone without file contents knows folders
//! only, and says so.

use anyhow::Result;
use camino::Utf8Path;
use git2::{ObjectType, Oid, Repository};
use rayon::prelude::*;

use super::packs::{Packs, Reader};
use super::repository;
use crate::connector::Role;
use crate::json::{Document, Node};
use crate::publisher_kind::PublisherKind;
use crate::text::FileId;

/// So much of a definition is read first: nine in ten have their title and host in it.
const BEGINNING: usize = 2 * 1024;

/// Then so many times as much, until it is found.
const FACTOR: usize = 8;

/// A connector in the base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    pub kind: Option<PublisherKind>,
    pub folder: String,
    pub title: Option<String>,
    pub host: Option<String>,
}

impl Published {
    /// From the top of the repository.
    pub fn path(&self) -> String {
        self.kind.map_or_else(|| self.folder.clone(), |kind| format!("{}/{}", kind.upstream_folder(), self.folder))
    }
}

/// What the base tells of its connectors.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// By kind, then by folder.
    pub connectors: Vec<Published>,
    /// How many definitions could not be read, because the clone does not hold them.
    pub missing: usize,
}

/// Where the definition of a folder may be, before it is read.
struct Folder {
    kind: PublisherKind,
    name: String,
    id: Oid,
}

/// Reads all connectors of a commit.
pub fn catalogue(repository: &Repository, path: &Utf8Path, commit: Oid) -> Result<Catalogue> {
    let root = repository::tree_of(repository, path, commit)?;
    let mut folders = Vec::new();
    for kind in PublisherKind::ALL {
        let Some(top) = root.get_name(kind.upstream_folder()) else { continue };
        let Ok(top) = repository.find_tree(top.id()) else { continue };
        folders.extend(top.iter().filter(|entry| entry.kind() == Some(ObjectType::Tree)).filter_map(|entry| {
            let name = entry.name().ok()?.to_owned();
            Some(Folder { kind, name, id: entry.id() })
        }));
    }
    let packs = Packs::of(&repository.commondir().join("objects"));
    let read: Vec<Option<Facts>> =
        folders.par_iter().map_init(|| packs.reader(), |reader, folder| facts_in_packs(reader, folder.id)).collect();
    let mut catalogue = Catalogue::default();
    for (folder, facts) in folders.into_iter().zip(read) {
        let facts = facts.or_else(|| facts_in_database(repository, folder.id));
        catalogue.missing += usize::from(facts.is_none());
        let Facts { title, host } = facts.unwrap_or_default();
        catalogue.connectors.push(Published { kind: Some(folder.kind), folder: folder.name, title, host });
    }
    Ok(catalogue)
}

/// Reads one connector of a commit; `None` when there is no such folder.
pub fn one(repository: &Repository, top: Oid, kind: PublisherKind, name: &str) -> Option<Published> {
    let folder = repository.find_tree(top).ok()?.get_name(name)?.id();
    let Facts { title, host } = facts_in_database(repository, folder).unwrap_or_default();
    Some(Published { kind: Some(kind), folder: name.to_owned(), title, host })
}

/// What the first lines of a definition tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Facts {
    title: Option<String>,
    host: Option<String>,
}

/// `None` when the folder or definition has to be read in another way.
fn facts_in_packs(reader: &mut Reader<'_>, folder: Oid) -> Option<Facts> {
    let tree = reader.beginning(folder, usize::MAX)?;
    let Some(definition) = definition_in(&tree) else { return Some(Facts::default()) };
    let mut most = BEGINNING;
    loop {
        let bytes = reader.beginning(definition, most)?;
        let is_whole = bytes.len() < most;
        if let Some(facts) = facts_of(&bytes, is_whole) {
            return Some(facts);
        }
        most *= FACTOR;
    }
}

/// `None` when the clone does not hold the definition.
fn facts_in_database(repository: &Repository, folder: Oid) -> Option<Facts> {
    let tree = repository.find_tree(folder).ok()?;
    let entries = tree.iter().filter_map(|entry| Some((entry.name().ok()?.to_owned(), entry.id())));
    let Some(definition) = best(entries) else { return Some(Facts::default()) };
    let blob = repository.find_blob(definition).ok()?;
    facts_of(blob.content(), true)
}

/// The definition among the entries of a tree in git's own form: mode, blank, name, zero, id.
fn definition_in(mut tree: &[u8]) -> Option<Oid> {
    let mut entries = Vec::new();
    while let Some(end) = tree.iter().position(|&byte| byte == 0) {
        let (head, rest) = (tree.get(..end)?, tree.get(end + 1..)?);
        let id = Oid::from_bytes(rest.get(..20)?).ok()?;
        let blank = head.iter().position(|&byte| byte == b' ')?;
        if let Ok(name) = std::str::from_utf8(head.get(blank + 1..)?) {
            entries.push((name.to_owned(), id));
        }
        tree = rest.get(20..)?;
    }
    best(entries.into_iter())
}

/// The file with the definition's own name, else one that is named like a definition.
fn best(entries: impl Iterator<Item = (String, Oid)>) -> Option<Oid> {
    let rank = |name: &str| match Role::of_file_name(name) {
        Some(Role::Definition) => Some(0),
        _ => name.to_ascii_lowercase().ends_with(".swagger.json").then_some(1),
    };
    entries.filter_map(|(name, id)| Some((rank(&name)?, id))).min_by_key(|(rank, _)| *rank).map(|(_, id)| id)
}

/// The title and host in the beginning of a definition; `None` when more of it is needed.
fn facts_of(bytes: &[u8], is_whole: bool) -> Option<Facts> {
    let text = String::from_utf8_lossy(bytes);
    let document = Document::parse(FileId::default(), text.as_ref());
    // What ends where the text was cut off may go on behind.
    let end = text.len() as u32;
    let whole = |node: &Node<'_>| is_whole || node.span().end < end;
    let root = document.root();
    let title = root.get("info").and_then(|info| info.get("title")).filter(whole).and_then(Node::as_str);
    let host = root.get("host").filter(whole).and_then(Node::as_str);
    let is_enough = is_whole || (title.is_some() && host.is_some());
    is_enough.then(|| Facts {
        title: title.map(|title| title.trim().to_owned()),
        host: host.map(|host| host.to_lowercase()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_tells_only_what_is_complete() {
        let text =
            r#"{"swagger":"2.0","info":{"title":" Contoso Mail ","version":"1"},"host":"API.contoso.com","paths":{}}"#;
        let facts = Facts { title: Some("Contoso Mail".to_owned()), host: Some("api.contoso.com".to_owned()) };
        let enough = text.find(",\"paths").unwrap();
        for end in 0..text.len() {
            let expected = (end > enough).then(|| facts.clone());
            assert_eq!(facts_of(&text.as_bytes()[..end], false), expected, "{}", &text[..end]);
        }
        assert_eq!(facts_of(text.as_bytes(), true), Some(facts));
        assert_eq!(facts_of(b"not JSON", true), Some(Facts::default()));
    }
}
