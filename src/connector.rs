//! A connector: a folder of artifacts that describe one API to the platform.
//!
//! Loading reads and parses each artifact once. What the artifacts mean is told by the views below this module;
//! whether they are right is no concern of this layer.

pub mod definition;
pub mod files;
pub mod folder_name;
pub mod icon;
pub mod keyword;
pub mod likeness;
pub mod media_type;
pub mod metadata;
pub mod pattern;
pub mod policies;
pub mod properties;
pub mod readme;
pub mod role;
pub mod scaffold;
pub mod script;
pub mod secret;
pub mod shape;
pub mod shapes;
pub mod wording;

use std::io;

pub use files::{Entry, EntryKind, Files};
pub use role::Role;

use crate::json::Document;
use crate::text::{FileId, Place, Text, of_utf16};

/// Files above this size are not read: it is 32 times what the platform takes for a definition.
pub const MAX_FILE_SIZE: u64 = 32 * 1024 * 1024;

/// What was read of an artifact.
#[derive(Debug)]
pub enum Content {
    Json(Document),
    Text(Text),
    Binary(Vec<u8>),
    /// Larger than [`MAX_FILE_SIZE`], so it was not read.
    TooLarge,
    /// The system refused to hand it over, with its reason.
    Unreadable(String),
}

/// One file of a connector, with the role that it plays.
#[derive(Debug)]
pub struct Artifact {
    pub id: FileId,
    pub role: Role,
    /// The file's name as it is on disk.
    pub name: String,
    /// In bytes.
    pub size: u64,
    pub content: Content,
    /// The offset of the first byte that is not UTF-8; the text has U+FFFD in its place. Zero where the file is in UTF-16.
    pub invalid_utf8: Option<u32>,
    /// The bytes as they were read, where the text is not the same.
    original: Option<Vec<u8>>,
}

impl Artifact {
    pub fn document(&self) -> Option<&Document> {
        if let Content::Json(document) = &self.content { Some(document) } else { None }
    }

    /// The text of an artifact that is a text.
    pub fn text(&self) -> Option<&Text> {
        match &self.content {
            Content::Json(document) => Some(document.text()),
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes of the file, exactly; `None` when it was not read.
    pub fn bytes(&self) -> Option<&[u8]> {
        match (&self.original, &self.content) {
            (Some(original), _) => Some(original),
            (None, Content::Binary(bytes)) => Some(bytes),
            (None, _) => self.text().map(|text| text.as_str().as_bytes()),
        }
    }

    /// Whether the file has the very name that the platform's tools look for, apart from case.
    pub fn is_well_named(&self) -> bool {
        Role::of_file_name(&self.name) == Some(self.role)
    }
}

/// The artifacts of one connector.
#[derive(Debug)]
pub struct Connector {
    artifacts: Vec<Artifact>,
    entries: Vec<Entry>,
    is_folder: bool,
    folder_name: Option<String>,
}

impl Connector {
    /// Reads the artifacts of a folder. Fails only when the folder itself cannot be listed.
    pub fn load(files: &dyn Files) -> io::Result<Self> {
        Ok(Self { is_folder: true, ..Self::load_part(files)? })
    }

    /// Reads some artifacts of a connector; what is absent may be elsewhere.
    pub fn load_part(files: &dyn Files) -> io::Result<Self> {
        let entries = files.entries()?;
        let artifacts = find_artifacts(&entries)
            .into_iter()
            .enumerate()
            .map(|(number, (role, entry))| read_artifact(files, FileId(number as u32), role, entry))
            .collect();
        Ok(Self { artifacts, entries, is_folder: false, folder_name: files.folder_name() })
    }

    /// No connector: for a package that holds none.
    pub fn empty() -> Self {
        Self { artifacts: Vec::new(), entries: Vec::new(), is_folder: false, folder_name: None }
    }

    /// Reads one file as the definition, properties or whatever its name tells, with nothing around it.
    pub fn load_file(files: &dyn Files) -> io::Result<Self> {
        let entries = files.entries()?;
        let artifacts = entries
            .iter()
            .take(1)
            .map(|entry| {
                let role = role_of_any(&entry.name).unwrap_or(Role::Definition);
                read_artifact(files, FileId(0), role, entry)
            })
            .collect();
        Ok(Self { artifacts, entries, is_folder: false, folder_name: None })
    }

    /// Fails when the system refused to hand over an artifact: who changes the others would do so without knowing it.
    pub fn refuse_unread(&self) -> io::Result<()> {
        let unread = self.artifacts.iter().find_map(|artifact| match &artifact.content {
            Content::Unreadable(reason) => Some(format!("{} cannot be read: {reason}", artifact.name)),
            _ => None,
        });
        unread.map_or(Ok(()), |message| Err(io::Error::other(message)))
    }

    /// The artifacts in the order of their roles.
    pub fn artifacts(&self) -> &[Artifact] {
        &self.artifacts
    }

    pub fn artifact(&self, role: Role) -> Option<&Artifact> {
        self.artifacts.iter().find(|artifact| artifact.role == role)
    }

    pub fn file(&self, id: FileId) -> Option<&Artifact> {
        self.artifacts.get(id.0 as usize)
    }

    /// The parsed JSON of an artifact that is JSON.
    pub fn document(&self, role: Role) -> Option<&Document> {
        self.artifact(role)?.document()
    }

    /// Everything in the folder, artifacts included, sorted by name.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Where to point for what concerns the folder as a whole: the start of its first artifact.
    pub fn place(&self) -> Place {
        Place { file: self.artifacts.first().map(|artifact| artifact.id).unwrap_or_default(), ..Place::default() }
    }

    /// The name of the folder, where a whole folder was read and it has one.
    pub fn folder_name(&self) -> Option<&str> {
        self.folder_name.as_deref()
    }

    /// Whether a whole folder was read, so that what is absent is missing.
    pub fn is_folder(&self) -> bool {
        self.is_folder
    }
}

/// Whether a folder with these entries is a connector: it holds a definition or properties, under whatever case.
pub fn is_connector(entries: &[Entry]) -> bool {
    find_artifacts(entries).iter().any(|(role, _)| matches!(role, Role::Definition | Role::Properties))
}

/// Assigns files to roles: the exact name first, then another case, then a name that people use instead.
fn find_artifacts(entries: &[Entry]) -> Vec<(Role, &Entry)> {
    let files = || entries.iter().filter(|entry| entry.kind == EntryKind::File);
    Role::ALL
        .into_iter()
        .filter_map(|role| {
            files()
                .find(|entry| entry.name == role.file_name())
                .or_else(|| files().find(|entry| Role::of_file_name(&entry.name) == Some(role)))
                .or_else(|| files().find(|entry| is_other_name(role, &entry.name)))
                .map(|entry| (role, entry))
        })
        .collect()
}

fn role_of_any(name: &str) -> Option<Role> {
    Role::of_file_name(name).or_else(|| Role::ALL.into_iter().find(|&role| is_other_name(role, name)))
}

/// Names under which published connectors hold an artifact that the platform's tools do not find.
fn is_other_name(role: Role, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    match role {
        Role::Definition => {
            name.ends_with(".swagger.json") || matches!(name.as_str(), "apidefinition.json" | "swagger.json")
        }
        Role::Properties => matches!(name.as_str(), "apiproperties.swagger.json" | "apiproperty.json"),
        Role::Script => camino::Utf8Path::new(&name).extension() == Some("csx") || name == "script.cs",
        Role::Readme => matches!(name.as_str(), "readme" | "readme.txt" | "readme.md.txt" | "readme.markdown"),
        Role::Settings | Role::Icon | Role::Intro => false,
    }
}

fn read_artifact(files: &dyn Files, id: FileId, role: Role, entry: &Entry) -> Artifact {
    let mut invalid_utf8 = None;
    let mut original = None;
    let content = if entry.size > MAX_FILE_SIZE {
        Content::TooLarge
    } else {
        match files.read(&entry.name, MAX_FILE_SIZE) {
            Err(error) => Content::Unreadable(error.to_string()),
            Ok(bytes) if role == Role::Icon => Content::Binary(bytes),
            Ok(bytes) => {
                let text = String::from_utf8(bytes).unwrap_or_else(|error| {
                    let valid = error.utf8_error().valid_up_to() as u32;
                    let bytes = error.into_bytes();
                    let decoded = of_utf16(&bytes);
                    invalid_utf8 = Some(if decoded.is_some() { 0 } else { valid });
                    let text = decoded.unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned());
                    original = Some(bytes);
                    text
                });
                match role {
                    Role::Definition | Role::Properties | Role::Settings => Content::Json(Document::parse(id, text)),
                    _ => Content::Text(Text::new(text)),
                }
            }
        }
    };
    Artifact { id, role, name: entry.name.clone(), size: entry.size, content, invalid_utf8, original }
}
