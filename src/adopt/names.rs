//! Which files of a folder are artifacts, and which of them need another name.

use std::io;

use anyhow::{Context as _, Result, bail};

use crate::connector::{Connector, Content, Entry, EntryKind, Files, MAX_FILE_SIZE, Role};
use crate::json::{self, Document, Node};
use crate::text::{self, Edit, FileId};

/// A file that gets the name that the platform's tools look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    pub from: String,
    pub to: String,
    pub role: Role,
}

/// The keys of `settings.json` that name files.
const SETTINGS: [(&str, Role); 4] = [
    ("apiDefinition", Role::Definition),
    ("apiProperties", Role::Properties),
    ("icon", Role::Icon),
    ("script", Role::Script),
];

/// A folder in which some files have other names.
pub struct Renamed<'f> {
    folder: &'f dyn Files,
    renames: Vec<Rename>,
    settings: Option<(String, String)>,
}

impl Renamed<'_> {
    pub fn renames(&self) -> &[Rename] {
        &self.renames
    }

    /// Name and new text of the settings, where they name a file that is renamed.
    pub fn settings(&self) -> Option<(&str, &str)> {
        self.settings.as_ref().map(|(name, text)| (name.as_str(), text.as_str()))
    }
}

impl Files for Renamed<'_> {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        let mut entries = self.folder.entries()?;
        for entry in &mut entries {
            if let Some(rename) = self.renames.iter().find(|rename| rename.from == entry.name) {
                entry.name.clone_from(&rename.to);
            }
            if let Some((_, text)) = self.settings.as_ref().filter(|(name, _)| *name == entry.name) {
                entry.size = text.len() as u64;
            }
        }
        entries.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(entries)
    }

    fn folder_name(&self) -> Option<String> {
        self.folder.folder_name()
    }

    fn read(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        if let Some((_, text)) = self.settings.as_ref().filter(|(settings, _)| settings == name) {
            return Ok(text.clone().into_bytes());
        }
        let rename = self.renames.iter().find(|rename| rename.to == name);
        self.folder.read(rename.map_or(name, |rename| &rename.from), limit)
    }
}

/// Finds the artifacts of a folder and the names that they are to have.
///
/// Fails when it holds no definition.
pub fn find<'f>(folder: &'f dyn Files, path: &str) -> Result<Renamed<'f>> {
    let connector = Connector::load(folder).with_context(|| format!("could not read {path}"))?;
    connector.refuse_unread().with_context(|| format!("could not read {path}"))?;
    let settings = connector.document(Role::Settings).map(Document::root);
    let mut renames = Vec::new();
    for role in Role::ALL {
        let found = match connector.artifact(role) {
            Some(artifact) => Some(artifact.name.clone()),
            None => named_by_settings(&connector, settings, role).or_else(|| by_content(folder, &connector, role)),
        };
        if role == Role::Definition {
            refuse_without_definition(folder, &connector, found.as_deref(), path)?;
        }
        let Some(from) = found else { continue };
        // For the readme any case is fine.
        let is_fine = from == role.file_name() || (role == Role::Readme && Role::of_file_name(&from) == Some(role));
        if !is_fine {
            renames.push(Rename { from, to: role.file_name().to_owned(), role });
        }
    }
    let settings = connector.artifact(Role::Settings).zip(settings).and_then(|(artifact, root)| {
        let to =
            renames.iter().find(|rename| rename.role == Role::Settings).map_or(&artifact.name, |rename| &rename.to);
        Some((to.clone(), renamed_settings(root, &renames, &connector)?))
    });
    Ok(Renamed { folder, renames, settings })
}

fn is_file(connector: &Connector, name: &str) -> bool {
    connector.entries().iter().any(|entry| entry.kind == EntryKind::File && entry.name == name)
}

/// What the command line tools were told to take for an artifact.
fn named_by_settings(connector: &Connector, settings: Option<Node<'_>>, role: Role) -> Option<String> {
    let (key, _) = SETTINGS.iter().find(|(_, named)| *named == role)?;
    let name = settings?.str_member(key)?.into_owned();
    is_file(connector, &name).then_some(name)
}

/// The only file that can be the definition, or the only picture that is called an icon or a logo.
fn by_content(folder: &dyn Files, connector: &Connector, role: Role) -> Option<String> {
    let ends = |entry: &&Entry, extension: &str| {
        let name = entry.name.to_ascii_lowercase();
        entry.kind == EntryKind::File && name.ends_with(extension)
    };
    let entries = connector.entries().iter();
    let mut candidates: Vec<&Entry> = match role {
        Role::Definition => {
            entries.filter(|entry| ends(entry, ".json") && root_key(folder, entry, "swagger").is_some()).collect()
        }
        Role::Icon => {
            let is_icon = |name: &str| name.contains("icon") || name.contains("logo");
            entries.filter(|entry| ends(entry, ".png") && is_icon(&entry.name.to_ascii_lowercase())).collect()
        }
        _ => Vec::new(),
    };
    let only = candidates.pop().filter(|_| candidates.is_empty())?;
    // A picture that the readme shows would be missed under its old name.
    let readme = connector.artifact(Role::Readme).and_then(|readme| readme.text());
    let is_shown = role == Role::Icon && readme.is_some_and(|readme| readme.as_str().contains(&only.name));
    (!is_shown).then(|| only.name.clone())
}

/// The value under a key of a JSON file's root.
fn root_key(folder: &dyn Files, entry: &Entry, key: &str) -> Option<String> {
    if entry.size > MAX_FILE_SIZE {
        return None;
    }
    let text = String::from_utf8(folder.read(&entry.name, MAX_FILE_SIZE).ok()?).ok()?;
    let document = Document::parse(FileId::default(), text);
    let value = document.root().get(key)?;
    Some(value.as_str().map_or_else(|| value.raw().to_owned(), std::borrow::Cow::into_owned))
}

fn refuse_without_definition(folder: &dyn Files, connector: &Connector, found: Option<&str>, path: &str) -> Result<()> {
    let files = || connector.entries().iter().filter(|entry| entry.kind == EntryKind::File);
    let version = |entry: &Entry| root_key(folder, entry, "openapi");
    if let Some(name) = found {
        let entry = files().find(|entry| entry.name == name);
        if let Some(version) = entry.and_then(version) {
            bail!("{path}/{name} is OpenAPI {version}: the platform takes only Swagger 2.0, so convert it first");
        }
        let is_read =
            connector.artifact(Role::Definition).is_none_or(|artifact| matches!(artifact.content, Content::Json(_)));
        if !is_read {
            bail!("{path}/{name} cannot be read, or is too large");
        }
        return Ok(());
    }
    let is_json = |entry: &&Entry| entry.name.to_ascii_lowercase().ends_with(".json");
    if let Some((entry, version)) = files().filter(is_json).find_map(|entry| Some((entry, version(entry)?))) {
        bail!("{path}/{} is OpenAPI {version}: the platform takes only Swagger 2.0, so convert it first", entry.name);
    }
    let several: Vec<&str> = files()
        .filter(|entry| is_json(entry) && root_key(folder, entry, "swagger").is_some())
        .map(|entry| entry.name.as_str())
        .collect();
    if !several.is_empty() {
        bail!(
            "{path} holds several files that may be the definition: {}; call the right one {}",
            several.join(", "),
            Role::Definition.file_name()
        );
    }
    bail!(
        "{path} holds no definition: there is no {}, and no other JSON file with `swagger`",
        Role::Definition.file_name()
    )
}

/// The settings with the new names; `None` when they name none of the old ones.
///
/// A name that no file has is an old one, too: the file may have got its new one in a run that was stopped.
fn renamed_settings(root: Node<'_>, renames: &[Rename], connector: &Connector) -> Option<String> {
    let is_renamed = |role: Role, old: &str| {
        let is_planned = renames.iter().any(|rename| rename.role == role && rename.from == old);
        is_planned || (!old.is_empty() && !is_file(connector, old) && is_file(connector, role.file_name()))
    };
    let edits: Vec<Edit> = SETTINGS
        .iter()
        .filter_map(|(key, role)| {
            let value = root.get(key)?;
            let old = value.as_str().filter(|old| is_renamed(*role, old))?;
            (old != role.file_name()).then(|| json::replace_value(value, &json::quote(role.file_name())))
        })
        .collect();
    let text = root.document().text().as_str();
    if edits.is_empty() { None } else { text::apply(text, &edits) }
}
