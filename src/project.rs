//! A connector as the user named it: where it lies, its configuration, and who publishes it.

use std::fmt;
use std::fs;
use std::io;

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};

use crate::config::baseline::{self, Baseline};
use crate::config::{self, CONFIGURATION_FILE, Configuration};
use crate::connector::files::{Folder, Memory, SingleFile};
use crate::connector::{Connector, EntryKind, Files, MAX_FILE_SIZE, Role, is_connector};
use crate::finding::Level;
use crate::json::Node;
use crate::publisher_kind::{INDEPENDENT_BRAND_COLOUR, PublisherKind};
use crate::rule::Rule;
use crate::text::{FileId, Text};

/// Folders of a tree are searched this deep for connectors.
const MAX_FOLDER_DEPTH: usize = 32;

/// How the publisher kind became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum KindSource {
    Flag,
    Configuration,
    ParentFolder,
    BrandColour,
    /// Nothing told: the kind with the most rules is taken.
    Assumed,
}

impl fmt::Display for KindSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Flag => "from the command line",
            Self::Configuration => "from connkit.json",
            Self::ParentFolder => "from the parent folder's name",
            Self::BrandColour => "from the brand colour",
            Self::Assumed => "assumed; --publisher-kind tells",
        })
    }
}

/// One connector to work on.
#[derive(Debug)]
pub struct Project {
    /// As the user gave it, with `/` on all systems.
    pub path: String,
    pub connector: Connector,
    pub configuration: Configuration,
    /// The text of `connkit.json`.
    configuration_text: Option<Text>,
    /// Findings that were known before.
    pub baseline: Option<Baseline>,
    pub kind: PublisherKind,
    pub kind_source: KindSource,
}

impl Project {
    /// Reads the connector in a folder, or one file of a connector alone.
    ///
    /// Fails when the path cannot be read or its `connkit.json` is wrong.
    pub fn load(path: &Utf8Path, kind: Option<PublisherKind>) -> Result<Self> {
        let cannot_read = || format!("could not read {path}");
        if fs::metadata(path).with_context(cannot_read)?.is_dir() {
            return Self::of_files(path, &Folder(path.to_owned()), kind);
        }
        let connector = Connector::load_file(&SingleFile(path.to_owned())).with_context(cannot_read)?;
        let folder = path.parent().unwrap_or(Utf8Path::new(""));
        Self::of_connector(path, connector, (folder, &Folder(folder.to_owned())), kind)
    }

    /// A connector whose files are read from somewhere else, as if they lay in the folder `path`.
    pub fn of_files(path: &Utf8Path, files: &dyn Files, kind: Option<PublisherKind>) -> Result<Self> {
        let connector = Connector::load(files).with_context(|| format!("could not read {path}"))?;
        Self::of_connector(path, connector, (path, files), kind)
    }

    fn of_connector(
        path: &Utf8Path,
        connector: Connector,
        (folder, files): (&Utf8Path, &dyn Files),
        kind: Option<PublisherKind>,
    ) -> Result<Self> {
        let (configuration, configuration_text) = read_configuration(folder, files)?;
        let baseline = read_baseline(folder, files)?;
        let (kind, kind_source) = find_kind(path, kind, &configuration, &connector);
        Ok(Self { path: shown(path), connector, configuration, configuration_text, baseline, kind, kind_source })
    }

    /// A connector out of git or a bundle, shown as `path`; it lies, or would lie, in the folder `place`.
    ///
    /// Fails when the text of its `connkit.json` is wrong.
    pub fn elsewhere(
        path: String,
        place: &Utf8Path,
        connector: Connector,
        configuration: Option<String>,
        kind: Option<PublisherKind>,
    ) -> Result<Self> {
        let shown_file = format!("{path}{}{}", if path.ends_with(':') { "" } else { "/" }, config::FILE_NAME);
        let (configuration, configuration_text) = parse_configuration(&shown_file, configuration)?;
        let (kind, kind_source) = find_kind(place, kind, &configuration, &connector);
        Ok(Self { path, connector, configuration, configuration_text, baseline: None, kind, kind_source })
    }

    /// A connector that exists only in memory, as if it lay at `path`.
    pub fn in_memory(path: &str, files: Memory, kind: PublisherKind) -> Result<Self> {
        let connector = Connector::load(&files).context("could not list files in memory")?;
        Ok(Self {
            path: path.to_owned(),
            connector,
            configuration: Configuration::default(),
            configuration_text: None,
            baseline: None,
            kind,
            kind_source: KindSource::Flag,
        })
    }

    /// The path of one of its files, as the user would write it.
    pub fn file_path(&self, name: &str) -> String {
        if self.connector.is_folder() && self.path.ends_with(':') {
            format!("{}{name}", self.path)
        } else if self.connector.is_folder() && self.path != "." {
            format!("{}/{name}", self.path.trim_end_matches('/'))
        } else if self.connector.is_folder() {
            name.to_owned()
        } else {
            self.path.clone()
        }
    }

    /// The highest level that a rule's findings have here: the project's own, or that of the publisher kind.
    pub fn level(&self, rule: &Rule) -> Level {
        let of_kind = rule.level(self.kind).max(rule.certification_level(self.kind));
        self.configuration.levels.get(rule.id).copied().unwrap_or(of_kind)
    }

    /// The path of a file that findings are in, as the user would write it.
    pub fn path_of(&self, file: FileId) -> String {
        match self.connector.file(file) {
            Some(artifact) => self.file_path(&artifact.name),
            None if file == CONFIGURATION_FILE => self.file_path(config::FILE_NAME),
            None => self.path.clone(),
        }
    }

    /// The text of a file that findings are in, where it is a text.
    pub fn text_of(&self, file: FileId) -> Option<&Text> {
        if file == CONFIGURATION_FILE { self.configuration_text.as_ref() } else { self.connector.file(file)?.text() }
    }

    /// The folder's own name, also where it was given as `.`; the title where there is none.
    pub fn folder_name(&self) -> Option<String> {
        absolute(Utf8Path::new(&self.path)).file_name().map(str::to_owned)
    }

    /// The connector's title, or else the name of its folder.
    pub fn title(&self) -> String {
        let title = self.info().and_then(|info| info.str_member("title")).map(|title| title.trim().to_owned());
        title.filter(|title| !title.is_empty()).or_else(|| self.folder_name()).unwrap_or_default()
    }

    /// The definition's `info`.
    pub fn info(&self) -> Option<Node<'_>> {
        self.connector.document(Role::Definition)?.root().get("info")
    }

    /// The version in the definition, where there is one.
    pub fn version(&self) -> Option<String> {
        Some(self.info()?.str_member("version")?.into_owned())
    }
}

/// A path as it is printed: `/` on all systems.
pub fn shown(path: &Utf8Path) -> String {
    let shown = path.as_str().replace(std::path::MAIN_SEPARATOR, "/");
    if shown.len() > 1 { shown.trim_end_matches('/').to_owned() } else { shown }
}

/// The connectors below the given paths, in the order of the paths, then by name; each path may be the folder of a
/// connector, a file of one, or a tree that holds many.
///
/// Fails when a path cannot be read or holds no connector.
pub fn find(paths: &[Utf8PathBuf]) -> Result<Vec<Utf8PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        if metadata.is_file() {
            found.push(path.clone());
            continue;
        }
        if !metadata.is_dir() {
            bail!("{path} is neither a folder nor a file");
        }
        let before = found.len();
        find_below(path, 0, &mut found)?;
        if found.len() == before {
            bail!(
                "no connector in {path}: none of its folders holds {} or {}",
                Role::Definition.file_name(),
                Role::Properties.file_name()
            );
        }
    }
    Ok(found)
}

fn unreadable(path: &Utf8Path, error: &io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::NotFound => anyhow!("there is no {path}"),
        _ => anyhow!("could not read {path}: {error}"),
    }
}

fn find_below(folder: &Utf8Path, depth: usize, found: &mut Vec<Utf8PathBuf>) -> Result<()> {
    let entries = Folder(folder.to_owned()).entries().map_err(|error| unreadable(folder, &error))?;
    if is_connector(&entries) {
        found.push(folder.to_owned());
        return Ok(());
    }
    if depth == MAX_FOLDER_DEPTH {
        return Ok(());
    }
    for entry in entries.iter().filter(|entry| entry.kind == EntryKind::Folder && !entry.name.starts_with('.')) {
        find_below(&folder.join(&entry.name), depth + 1, found)?;
    }
    Ok(())
}

fn read_configuration(folder: &Utf8Path, files: &dyn Files) -> Result<(Configuration, Option<Text>)> {
    let path = folder.join(config::FILE_NAME);
    parse_configuration(&shown(&path), read_if_there(&path, files, config::FILE_NAME)?)
}

fn parse_configuration(path: &str, text: Option<String>) -> Result<(Configuration, Option<Text>)> {
    let Some(text) = text else { return Ok((Configuration::default(), None)) };
    let configuration = Configuration::parse(&text).map_err(|troubles| {
        let lines: Vec<String> = troubles.iter().map(|trouble| format!("{path}:{trouble}")).collect();
        anyhow!("{}", lines.join("\n"))
    })?;
    Ok((configuration, Some(Text::new(text))))
}

fn read_baseline(folder: &Utf8Path, files: &dyn Files) -> Result<Option<Baseline>> {
    let path = folder.join(baseline::FILE_NAME);
    let Some(text) = read_if_there(&path, files, baseline::FILE_NAME)? else { return Ok(None) };
    let baseline = Baseline::parse(&text)
        .with_context(|| format!("{} is no baseline: --write-baseline writes it anew", shown(&path)))?;
    Ok(Some(baseline))
}

/// The text of a file; `None` when there is none.
fn read_if_there(path: &Utf8Path, files: &dyn Files, name: &str) -> Result<Option<String>> {
    let cannot_read = || format!("could not read {path}");
    match files.read(name, MAX_FILE_SIZE) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).with_context(cannot_read),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(cannot_read),
    }
}

fn find_kind(
    path: &Utf8Path,
    flag: Option<PublisherKind>,
    configuration: &Configuration,
    connector: &Connector,
) -> (PublisherKind, KindSource) {
    if let Some(kind) = flag {
        return (kind, KindSource::Flag);
    }
    if let Some(kind) = configuration.publisher_kind {
        return (kind, KindSource::Configuration);
    }
    let from_folder =
        absolute(path).ancestors().skip(1).filter_map(Utf8Path::file_name).find_map(PublisherKind::of_upstream_folder);
    if let Some(kind) = from_folder {
        return (kind, KindSource::ParentFolder);
    }
    let colour = connector
        .document(Role::Properties)
        .and_then(|document| document.root().get("properties")?.str_member("iconBrandColor"));
    if colour.is_some_and(|colour| colour.eq_ignore_ascii_case(INDEPENDENT_BRAND_COLOUR)) {
        return (PublisherKind::Independent, KindSource::BrandColour);
    }
    (PublisherKind::Verified, KindSource::Assumed)
}

/// The path from the root, links not followed; the path itself where the system cannot tell.
fn absolute(path: &Utf8Path) -> Utf8PathBuf {
    let absolute = std::path::absolute(path).ok().and_then(|path| Utf8PathBuf::from_path_buf(path).ok());
    let absolute = absolute.unwrap_or_else(|| path.to_owned());
    // `..` is resolved by name only, which is enough to find the names of parents.
    let mut plain = Utf8PathBuf::new();
    for component in absolute.components() {
        match component {
            camino::Utf8Component::ParentDir => drop(plain.pop()),
            camino::Utf8Component::CurDir => {}
            other => plain.push(other.as_str()),
        }
    }
    plain
}
