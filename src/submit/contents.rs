//! Which files of a connector belong into the connectors repository, and what that changes in a folder that exists.
//!
//! Compares tree entries by id only: the blobs of the base may be missing (`clone --filter=blob:none`).

use anyhow::{Context as _, Result, bail};
use camino::Utf8Path;
use git2::{ObjectType, Oid, Repository, Tree};

use super::folder::Folder;
use super::repository::missing_tree;
use crate::connector::Role;
use crate::publisher_kind::PublisherKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    Added,
    Modified,
    Removed,
}

impl ChangeKind {
    /// As git abbreviates it.
    pub fn letter(self) -> char {
        match self {
            Self::Added => 'A',
            Self::Modified => 'M',
            Self::Removed => 'D',
        }
    }
}

/// One file that a submission writes or removes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: ChangeKind,
    /// From the top of the repository, with `/`.
    pub path: String,
    /// What is written; `None` where the file is removed.
    pub(super) content: Option<Vec<u8>>,
}

impl Change {
    /// The size of the new content.
    pub fn bytes(&self) -> Option<usize> {
        self.content.as_ref().map(Vec::len)
    }
}

/// One entry of a folder in a tree.
#[derive(Clone, Debug)]
pub struct Entry {
    name: String,
    id: Oid,
    is_file: bool,
}

impl Entry {
    fn plays(&self, role: Role) -> bool {
        Role::of_file_name(&self.name) == Some(role)
    }
}

/// The names in the top-level folder for connectors of this kind; `None` when the tree has no such folder.
pub fn names(
    repository: &Repository,
    path: &Utf8Path,
    tree: &Tree,
    kind: PublisherKind,
) -> Result<Option<Vec<String>>> {
    let Some(top) = subtree(repository, path, tree, kind.upstream_folder())? else { return Ok(None) };
    Ok(Some(top.iter().filter_map(|entry| entry.name().ok().map(str::to_owned)).collect()))
}

/// The entries of one connector's folder; none when it is not there. Names that are not UTF-8 cannot play a role and
/// are left out.
pub fn entries(
    repository: &Repository,
    path: &Utf8Path,
    tree: &Tree,
    kind: PublisherKind,
    folder: &Folder,
) -> Result<Vec<Entry>> {
    let Some(top) = subtree(repository, path, tree, kind.upstream_folder())? else { return Ok(Vec::new()) };
    let Some(folder) = subtree(repository, path, &top, &folder.name)? else { return Ok(Vec::new()) };
    let entry = |entry: git2::TreeEntry| {
        let is_file = entry.kind() == Some(ObjectType::Blob);
        Some(Entry { name: entry.name().ok()?.to_owned(), id: entry.id(), is_file })
    };
    Ok(folder.iter().filter_map(entry).collect())
}

/// The identity of everything in one connector's folder; `None` when it is not there.
pub fn folder_id(
    repository: &Repository,
    path: &Utf8Path,
    tree: &Tree,
    kind: PublisherKind,
    folder: &Folder,
) -> Result<Option<Oid>> {
    let top = subtree(repository, path, tree, kind.upstream_folder())?;
    Ok(top.and_then(|top| top.get_name(&folder.name).map(|entry| entry.id())))
}

fn subtree<'r>(repository: &'r Repository, path: &Utf8Path, tree: &Tree, name: &str) -> Result<Option<Tree<'r>>> {
    let Some(entry) = tree.get_name(name) else { return Ok(None) };
    if entry.kind() != Some(ObjectType::Tree) {
        bail!("`{name}` is not a folder in the connectors repository");
    }
    repository.find_tree(entry.id()).map(Some).with_context(|| missing_tree(path, entry.id()))
}

/// Whether the connectors repository takes this artifact.
///
/// Reviewers ask for settings and icons to be removed again and again. An icon is only kept up to date where a
/// folder holds one already (11 of 619 certified folders do), never for independent publishers, whose icon Microsoft
/// makes; the introduction is committed by independent publishers only (requirement 9.04).
pub fn is_wanted(role: Role, kind: PublisherKind, existing: &[Entry]) -> bool {
    match role {
        Role::Definition | Role::Properties | Role::Readme | Role::Script => true,
        Role::Settings => false,
        Role::Icon => kind != PublisherKind::Independent && existing.iter().any(|entry| entry.plays(Role::Icon)),
        Role::Intro => kind == PublisherKind::Independent,
    }
}

/// What writing the artifacts changes in the folder, sorted by path.
///
/// A file keeps the spelling that its name has upstream, further files of the same role go, and what is no artifact
/// (screenshots, other documents) is left alone. A script that the connector no longer has is removed; other
/// artifacts that it lacks stay, because a missing readme is more often forgotten than meant.
pub fn changes(
    existing: &[Entry],
    kind: PublisherKind,
    folder_path: &str,
    files: &[(Role, Vec<u8>)],
) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    let mut add = |kind, name: &str, content: Option<&[u8]>| {
        let path = format!("{folder_path}/{name}");
        changes.push(Change { kind, path, content: content.map(<[u8]>::to_vec) });
    };
    for role in Role::ALL.into_iter().filter(|&role| is_wanted(role, kind, existing)) {
        let present = of_role(existing, role);
        let Some((_, content)) = files.iter().find(|(of, _)| *of == role) else {
            if role == Role::Script {
                for entry in present {
                    add(ChangeKind::Removed, &entry.name, None);
                }
            }
            continue;
        };
        let kept = kept_name(&present, role);
        if let Some(entry) = present.iter().find(|entry| !entry.is_file) {
            bail!("`{folder_path}/{}` is not a file in the connectors repository", entry.name);
        }
        match present.iter().find(|entry| entry.name == kept) {
            None => add(ChangeKind::Added, kept, Some(content)),
            Some(entry) if entry.id != Oid::hash_object(ObjectType::Blob, content)? => {
                add(ChangeKind::Modified, kept, Some(content));
            }
            Some(_) => {}
        }
        for entry in present.iter().filter(|entry| entry.name != kept) {
            add(ChangeKind::Removed, &entry.name, None);
        }
    }
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(changes)
}

/// The files that play a role. A definition was sometimes committed under the name of the connector
/// (`Contoso.swagger.json`); the only one of that kind is the definition too.
fn of_role(existing: &[Entry], role: Role) -> Vec<&Entry> {
    let named: Vec<&Entry> = existing.iter().filter(|entry| entry.plays(role)).collect();
    if role != Role::Definition || !named.is_empty() {
        return named;
    }
    let other: Vec<&Entry> =
        existing.iter().filter(|entry| entry.name.to_ascii_lowercase().ends_with(".swagger.json")).collect();
    if other.len() == 1 { other } else { Vec::new() }
}

/// The name under which the artifact is written: the official one where it is there or nothing else fits.
fn kept_name<'e>(present: &[&'e Entry], role: Role) -> &'e str {
    present
        .iter()
        .filter(|entry| entry.plays(role))
        .min_by_key(|entry| entry.name != role.file_name())
        .map_or(role.file_name(), |entry| &entry.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> Vec<Entry> {
        files
            .iter()
            .map(|(name, content)| Entry {
                name: (*name).to_owned(),
                id: Oid::hash_object(ObjectType::Blob, content.as_bytes()).unwrap(),
                is_file: true,
            })
            .collect()
    }

    fn check(kind: PublisherKind, existing: &[(&str, &str)], files: &[(Role, &str)], expected: &[&str]) {
        let files: Vec<(Role, Vec<u8>)> = files.iter().map(|(role, text)| (*role, text.as_bytes().to_vec())).collect();
        let changes = changes(&folder(existing), kind, "c", &files).unwrap();
        let shown: Vec<String> =
            changes.iter().map(|change| format!("{} {}", change.kind.letter(), change.path)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_publisher_kind_decides_what_is_written() {
        let files = Role::ALL.map(|role| (role, "x"));
        let common = ["A c/apiDefinition.swagger.json", "A c/apiProperties.json", "A c/readme.md", "A c/script.csx"];
        let mut with_intro = common.to_vec();
        with_intro.insert(2, "A c/intro.md");
        check(PublisherKind::Verified, &[], &files, &common);
        check(PublisherKind::Custom, &[], &files, &common);
        check(PublisherKind::Independent, &[], &files, &with_intro);
    }

    #[test]
    fn an_icon_is_only_replaced() {
        let icon = [(Role::Icon, "new")];
        check(PublisherKind::Verified, &[("Icon.png", "old")], &icon, &["M c/Icon.png"]);
        check(PublisherKind::Independent, &[("icon.png", "old")], &icon, &[]);
        check(PublisherKind::Verified, &[("icon.png", "old")], &[], &[]);
    }

    #[test]
    fn spelling_stays_and_nothing_is_duplicated() {
        let readme = [(Role::Readme, "new")];
        check(PublisherKind::Verified, &[("ReadMe.MD", "old")], &readme, &["M c/ReadMe.MD"]);
        check(PublisherKind::Verified, &[("ReadMe.MD", "new")], &readme, &[]);
        check(
            PublisherKind::Verified,
            &[("README.md", "new"), ("readme.md", "old")],
            &readme,
            &["D c/README.md", "M c/readme.md"],
        );
        check(PublisherKind::Verified, &[("shot.png", "x"), ("Setup.md", "x")], &readme, &["A c/readme.md"]);
    }

    #[test]
    fn a_definition_under_another_name_is_replaced() {
        let definition = [(Role::Definition, "{}")];
        let replaced = ["D c/Contoso.swagger.json", "A c/apiDefinition.swagger.json"];
        check(PublisherKind::Verified, &[("Contoso.swagger.json", "{}")], &definition, &replaced);
        let several = [("A.swagger.json", "{}"), ("B.swagger.json", "{}")];
        check(PublisherKind::Verified, &several, &definition, &["A c/apiDefinition.swagger.json"]);
    }

    #[test]
    fn only_a_script_is_removed_with_its_artifact() {
        let existing = [("readme.md", "x"), ("Script.csx", "x"), ("apiProperties.json", "x")];
        check(PublisherKind::Verified, &existing, &[], &["D c/Script.csx"]);
    }
}
