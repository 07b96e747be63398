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
    /// Whether the line ends were made those that the file has upstream.
    pub keeps_line_ends: bool,
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
    pub name: String,
    pub id: Oid,
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

/// What a submission brings along.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'r> {
    pub kind: PublisherKind,
    /// Whether the connector is only proposed: its texts come, the connector later (requirement 10.03).
    pub is_proposal: bool,
    pub artifacts: &'r [(Role, Vec<u8>)],
    /// The certification package, with its name.
    pub package: Option<&'r (String, Vec<u8>)>,
}

impl Offer<'_> {
    /// Whether the connectors repository takes this artifact.
    ///
    /// Reviewers ask for settings and icons to be removed again and again. An icon is only kept up to date where a
    /// folder holds one already (11 of 619 certified folders do), never for independent publishers, whose icon Microsoft
    /// makes; the introduction is committed by independent publishers only (requirement 9.04).
    pub fn is_wanted(&self, role: Role, existing: &[Entry]) -> bool {
        let is_independent = self.kind == PublisherKind::Independent;
        match role {
            Role::Readme => true,
            Role::Definition | Role::Properties | Role::Script => !self.is_proposal,
            Role::Settings => false,
            Role::Icon => !is_independent && !self.is_proposal && existing.iter().any(|entry| entry.plays(Role::Icon)),
            Role::Intro => is_independent,
        }
    }
}

/// Whether a file of this name is the certification package that independent publishers commit (requirement 9.04).
pub fn is_package_name(name: &str) -> bool {
    PACKAGE_NAMES.iter().any(|package| package.eq_ignore_ascii_case(name))
}

/// The names that the package may have.
pub const PACKAGE_NAMES: [&str; 2] = ["package.zip", "connectorPackage.zip"];

/// Collects what changes in one folder.
struct Collector<'c, R> {
    folder_path: &'c str,
    read: R,
    changes: Vec<Change>,
}

impl<R: Fn(Oid) -> Option<Vec<u8>>> Collector<'_, R> {
    fn add(&mut self, kind: ChangeKind, name: &str, content: Option<Vec<u8>>, keeps_line_ends: bool) {
        let path = format!("{}/{name}", self.folder_path);
        self.changes.push(Change { kind, path, content, keeps_line_ends });
    }

    /// Writes one file under a name, in place of those that are there.
    fn replace(&mut self, present: &[&Entry], kept: &str, content: &[u8], is_text: bool) -> Result<()> {
        if let Some(entry) = present.iter().find(|entry| !entry.is_file) {
            bail!("`{}/{}` is not a file in the connectors repository", self.folder_path, entry.name);
        }
        // A file that is renamed goes on too.
        let before = present.iter().find(|entry| entry.name == kept).or(present.first());
        let is_same = |content: &[u8]| -> Result<bool> {
            Ok(before.is_some_and(|entry| entry.name == kept)
                && before.map(|entry| entry.id) == Some(Oid::hash_object(ObjectType::Blob, content)?))
        };
        if !is_same(content)? {
            let upstream = before.filter(|_| is_text).and_then(|entry| (self.read)(entry.id));
            let converted = upstream.and_then(|upstream| with_line_ends_of(&upstream, content));
            let keeps_line_ends = converted.is_some();
            let content = converted.unwrap_or_else(|| content.to_vec());
            if !is_same(&content)? {
                let is_there = before.is_some_and(|entry| entry.name == kept);
                let kind = if is_there { ChangeKind::Modified } else { ChangeKind::Added };
                self.add(kind, kept, Some(content), keeps_line_ends);
            }
        }
        self.remove(present.iter().filter(|entry| entry.name != kept));
        Ok(())
    }

    fn remove<'e>(&mut self, entries: impl Iterator<Item = &'e &'e Entry>) {
        for entry in entries {
            self.add(ChangeKind::Removed, &entry.name, None, false);
        }
    }
}

/// What writing the offer changes in the folder, sorted by path; `read` gives the content of a file that is there, if
/// the clone holds it.
///
/// A file keeps the spelling that its name has upstream, and a text its line ends; further files of the same role go,
/// and what is no artifact (screenshots, other documents) is left alone. A script that the connector no longer has is
/// removed; other artifacts that it lacks stay, because a missing readme is more often forgotten than meant.
pub fn changes(
    existing: &[Entry],
    offer: &Offer<'_>,
    folder_path: &str,
    read: impl Fn(Oid) -> Option<Vec<u8>>,
) -> Result<Vec<Change>> {
    let mut collector = Collector { folder_path, read, changes: Vec::new() };
    for role in Role::ALL.into_iter().filter(|&role| offer.is_wanted(role, existing)) {
        let present = of_role(existing, role);
        match offer.artifacts.iter().find(|(of, _)| *of == role) {
            Some((_, content)) => {
                let kept = kept_name(&present, role);
                collector.replace(&present, kept, content, role != Role::Icon)?;
            }
            None if role == Role::Script => collector.remove(present.iter()),
            None => {}
        }
    }
    if let Some((name, content)) = offer.package {
        let present: Vec<&Entry> = existing.iter().filter(|entry| is_package_name(&entry.name)).collect();
        let kept = present.first().map_or(name.as_str(), |entry| &entry.name);
        collector.replace(&present, kept, content, false)?;
    }
    let mut changes = collector.changes;
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(changes)
}

/// A text with the line ends of another, where that has one kind only and the text has others.
fn with_line_ends_of(upstream: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    let upstream = LineEnds::of(upstream)?;
    if LineEnds::of(content) == Some(upstream) || content.contains(&0) {
        return None;
    }
    let mut out = Vec::with_capacity(content.len());
    for line in content.split_inclusive(|&byte| byte == b'\n') {
        let Some(line) = line.strip_suffix(b"\n") else {
            out.extend_from_slice(line);
            continue;
        };
        out.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
        out.extend_from_slice(if upstream == LineEnds::CrLf { b"\r\n" } else { b"\n" });
    }
    (out != content).then_some(out)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineEnds {
    Lf,
    CrLf,
}

impl LineEnds {
    /// `None` where there are both, or none.
    fn of(text: &[u8]) -> Option<Self> {
        let lines = || text.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n"));
        let all = lines().count();
        let with_return = lines().filter(|line| line.ends_with(b"\r\n")).count();
        match with_return {
            _ if all == 0 => None,
            0 => Some(Self::Lf),
            _ if with_return == all => Some(Self::CrLf),
            _ => None,
        }
    }
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
        let offer = Offer { kind, is_proposal: false, artifacts: &files, package: None };
        let changes = changes(&folder(existing), &offer, "c", |_| None).unwrap();
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

    #[test]
    fn a_proposal_holds_texts_only() {
        let files = Role::ALL.map(|role| (role, b"x".to_vec()));
        let offer = Offer { kind: PublisherKind::Independent, is_proposal: true, artifacts: &files, package: None };
        let changes = changes(&[], &offer, "c", |_| None).unwrap();
        assert_eq!(
            changes.iter().map(|change| change.path.as_str()).collect::<Vec<_>>(),
            ["c/intro.md", "c/readme.md"]
        );
    }

    #[test]
    fn a_package_replaces_the_one_that_is_there() {
        let package = ("package.zip".to_owned(), b"new".to_vec());
        let offer =
            Offer { kind: PublisherKind::Independent, is_proposal: false, artifacts: &[], package: Some(&package) };
        let existing = folder(&[("ConnectorPackage.zip", "old"), ("other.zip", "x")]);
        let changes = changes(&existing, &offer, "c", |_| None).unwrap();
        assert_eq!(changes.iter().map(|change| change.path.as_str()).collect::<Vec<_>>(), ["c/ConnectorPackage.zip"]);
        assert_eq!(changes[0].kind, ChangeKind::Modified);
    }

    #[test]
    fn line_ends_stay_as_they_are_upstream() {
        let upstream = |bytes: &[u8], content: &str| {
            let converted = with_line_ends_of(bytes, content.as_bytes());
            converted.map(|converted| String::from_utf8(converted).unwrap())
        };
        assert_eq!(upstream(b"a\r\nb\r\n", "a\nc\n\nd"), Some("a\r\nc\r\n\r\nd".to_owned()));
        assert_eq!(upstream(b"a\nb\n", "a\r\nc\n"), Some("a\nc\n".to_owned()));
        assert_eq!(upstream(b"a\nb\r\n", "a\r\nc"), None);
        assert_eq!(upstream(b"a", "a\r\n"), None);
        assert_eq!(upstream(b"a\n", "a\n"), None);
        let files = [(Role::Readme, b"a\nb\n".to_vec())];
        let offer = Offer { kind: PublisherKind::Verified, is_proposal: false, artifacts: &files, package: None };
        let existing = folder(&[("readme.md", "a\r\nb\r\n")]);
        assert_eq!(changes(&existing, &offer, "c", |_| Some(b"a\r\nb\r\n".to_vec())).unwrap(), []);
    }
}
