//! A connector as the user named it: where it lies, its configuration, and who publishes it.

pub mod changed;
pub mod layers;

use std::fmt;
use std::fs;
use std::io;

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::certification::Package;
use crate::config::baseline::{self, Baseline};
use crate::config::{self, CONFIGURATION_FILE, Configuration, Scope, environment};
use crate::connector::files::{Entry, Folder, Memory, SingleFile, absolute};
use crate::connector::{Connector, EntryKind, Files, MAX_FILE_SIZE, Role, is_connector};
use crate::finding::Level;
use crate::json::Node;
use crate::publisher_kind::{INDEPENDENT_BRAND_COLOUR, PublisherKind};
use crate::rule::Rule;
use crate::text::{FileId, Text};
use layers::Layers;

/// Folders of a tree are searched this deep for connectors.
const MAX_FOLDER_DEPTH: usize = 32;

/// How the publisher kind became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum KindSource {
    Flag,
    Environment,
    Configuration,
    UserConfiguration,
    ParentFolder,
    BrandColour,
    /// Nothing told: the kind with the most rules is taken.
    Assumed,
}

impl fmt::Display for KindSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Flag => "from the command line",
            Self::Environment => return write!(f, "from {}", environment::PUBLISHER_KIND),
            Self::Configuration => "from connkit.json",
            Self::UserConfiguration => "from your own connkit.json",
            Self::ParentFolder => "from the parent folder's name",
            Self::BrandColour => "from the brand colour",
            Self::Assumed => "assumed; say otherwise with --publisher-kind or in connkit.json",
        })
    }
}

/// One connector to work on.
#[derive(Debug)]
pub struct Project {
    /// As the user gave it, with `/` on all systems.
    pub path: String,
    pub connector: Connector,
    /// What the project says, and the user where it says nothing.
    pub configuration: Configuration,
    /// The text of `connkit.json`.
    configuration_text: Option<Text>,
    /// Findings that were known before.
    pub baseline: Option<Baseline>,
    /// The package that the connector lies in, where it was found in one.
    pub package: Option<Package>,
    pub kind: PublisherKind,
    pub kind_source: KindSource,
}

impl Project {
    /// Reads the connector in a folder, or one file of a connector alone, as the user configured it.
    ///
    /// Fails when the path cannot be read or a configuration is wrong.
    pub fn load(path: &Utf8Path, kind: Option<PublisherKind>) -> Result<Self> {
        Self::load_with(path, kind, &Layers::read()?)
    }

    /// The same for what is made of one connector.
    ///
    /// Fails also when there is none, and says where there are some.
    pub fn load_one(path: &Utf8Path, kind: Option<PublisherKind>) -> Result<Self> {
        match find(&[path.to_owned()])?.as_slice() {
            [found] if found == path => Self::load(path, kind),
            [first, ..] => bail!("{path} is no connector; name one of those in it, such as {first}"),
            [] => bail!("there is no {path}"),
        }
    }

    /// The same with given layers around the project's configuration.
    pub fn load_with(path: &Utf8Path, kind: Option<PublisherKind>, layers: &Layers) -> Result<Self> {
        if fs::metadata(path).with_context(|| format!("could not read {path}"))?.is_dir() {
            return Self::of_files(path, &Folder(path.to_owned()), kind, layers);
        }
        let connector = Connector::load_file(&SingleFile(path.to_owned()));
        let connector = connector.with_context(|| format!("could not read {path}"))?;
        let folder = path.parent().unwrap_or(Utf8Path::new(""));
        Self::of_connector(path, connector, (folder, &Folder(folder.to_owned())), kind, layers)
    }

    /// A connector whose files are read from somewhere else, as if they lay in the folder `path`.
    pub fn of_files(path: &Utf8Path, files: &dyn Files, kind: Option<PublisherKind>, layers: &Layers) -> Result<Self> {
        let connector = Connector::load(files).with_context(|| format!("could not read {path}"))?;
        Self::of_connector(path, connector, (path, files), kind, layers)
    }

    fn of_connector(
        path: &Utf8Path,
        connector: Connector,
        (folder, files): (&Utf8Path, &dyn Files),
        kind: Option<PublisherKind>,
        layers: &Layers,
    ) -> Result<Self> {
        let (own, configuration_text) = read_configuration(folder, files)?;
        let baseline = read_baseline(folder, files)?;
        let (kind, kind_source) = find_kind(path, kind, (layers, &own), &connector);
        let configuration = layers.settled(own);
        let path = shown(path);
        Ok(Self { path, connector, configuration, configuration_text, baseline, package: None, kind, kind_source })
    }

    /// A package with the connector in it; where its sources are known, it is compared with them and judged by their
    /// configuration.
    pub fn of_package(
        path: &Utf8Path,
        mut package: Package,
        kind: Option<PublisherKind>,
        sources: Option<&Project>,
    ) -> Result<Self> {
        let connector = match &mut package.inside {
            Some(inside) => inside.load(),
            None => Connector::empty(),
        };
        if let Some(sources) = sources {
            package.compare(&connector, &sources.connector, |name| sources.file_path(name));
        }
        let (configuration, (kind, kind_source)) = match (kind, sources) {
            (None, Some(sources)) => (sources.configuration.clone(), (sources.kind, sources.kind_source)),
            _ => {
                let layers = Layers::read()?;
                let own = Configuration::default();
                let kind = find_kind(path, kind, (&layers, &own), &connector);
                (sources.map_or_else(|| layers.settled(own), |sources| sources.configuration.clone()), kind)
            }
        };
        Ok(Self {
            path: shown(path),
            connector,
            configuration,
            configuration_text: None,
            baseline: None,
            package: Some(package),
            kind,
            kind_source,
        })
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
        let (own, configuration_text) = parse_configuration(Utf8Path::new(&shown_file), configuration)?;
        let layers = Layers::read()?;
        let (kind, kind_source) = find_kind(place, kind, (&layers, &own), &connector);
        let configuration = layers.settled(own);
        Ok(Self {
            path,
            connector,
            configuration,
            configuration_text,
            baseline: None,
            package: None,
            kind,
            kind_source,
        })
    }

    /// The same project with another connector: what comes of its own where it goes.
    pub fn with_connector(&self, connector: Connector) -> Self {
        Self {
            path: self.path.clone(),
            connector,
            configuration: self.configuration.clone(),
            configuration_text: None,
            baseline: None,
            package: None,
            kind: self.kind,
            kind_source: self.kind_source,
        }
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
            package: None,
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
        if let Some(path) = self.package.as_ref().and_then(|package| package.path_of(file)) {
            return path.to_owned();
        }
        match self.connector.file(file) {
            Some(artifact) => self.file_path(&artifact.name),
            None if file == CONFIGURATION_FILE => self.file_path(config::FILE_NAME),
            None => self.path.clone(),
        }
    }

    /// The text of a file that findings are in, where it is a text.
    pub fn text_of(&self, file: FileId) -> Option<&Text> {
        if let Some(package) = &self.package {
            return package.text_of(file);
        }
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

/// A path as it is printed: `/` on all systems, and no `./` before it, which services would not take for the same file.
pub fn shown(path: &Utf8Path) -> String {
    let shown = path.as_str().replace(std::path::MAIN_SEPARATOR, "/");
    let shown = shown.strip_prefix("./").filter(|rest| !rest.is_empty()).unwrap_or(&shown);
    if shown.len() > 1 { shown.trim_end_matches('/').to_owned() } else { shown.to_owned() }
}

/// The connectors below the given paths, in the order of the paths, then by name; each path may be the folder of a
/// connector, a file of one, or a tree that holds many.
///
/// Fails when a path cannot be read or holds no connector.
pub fn find(paths: &[Utf8PathBuf]) -> Result<Vec<Utf8PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        let here = found_at(path)?;
        if here.is_empty() {
            bail!(
                "no connector in {path}: none of its folders holds {} or {}; `connkit new` generates one",
                Role::Definition.file_name(),
                Role::Properties.file_name()
            );
        }
        found.extend(here);
    }
    Ok(found)
}

/// The connectors at one path, which may be none.
fn found_at(path: &Utf8Path) -> Result<Vec<Utf8PathBuf>> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if metadata.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !metadata.is_dir() {
        bail!("{path} is neither a folder nor a file");
    }
    find_below(path, 0)
}

fn unreadable(path: &Utf8Path, error: &io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::NotFound => anyhow!("there is no {path}"),
        _ => anyhow!("could not read {path}: {error}"),
    }
}

fn find_below(folder: &Utf8Path, depth: usize) -> Result<Vec<Utf8PathBuf>> {
    let entries = Folder(folder.to_owned()).entries_unmeasured().map_err(|error| unreadable(folder, &error))?;
    if is_connector(&entries) {
        return Ok(vec![folder.to_owned()]);
    }
    if depth == MAX_FOLDER_DEPTH {
        return Ok(Vec::new());
    }
    let find_in = |entry: &Entry| {
        let inner = folder.join(&entry.name);
        if entry.name.contains(char::REPLACEMENT_CHARACTER) && !inner.exists() {
            bail!("could not look into {inner}: its name is not UTF-8; rename it, or name the connectors to work on");
        }
        find_below(&inner, depth + 1)
    };
    let is_looked_into = |entry: &&Entry| entry.kind == EntryKind::Folder && !entry.name.starts_with('.');
    let folders: Vec<&Entry> = entries.iter().filter(is_looked_into).collect();
    // Side by side, in the order of their names.
    let found: Vec<Result<Vec<Utf8PathBuf>>> = folders.into_par_iter().map(find_in).collect();
    Ok(found.into_iter().collect::<Result<Vec<_>>>()?.concat())
}

/// What a folder's `connkit.json` says; nothing where there is none.
pub fn own_configuration(folder: &Utf8Path) -> Result<Configuration> {
    Ok(read_configuration(folder, &Folder(folder.to_owned()))?.0)
}

fn read_configuration(folder: &Utf8Path, files: &dyn Files) -> Result<(Configuration, Option<Text>)> {
    let path = folder.join(config::FILE_NAME);
    parse_configuration(&path, text_if_there(&path, files.read(config::FILE_NAME, MAX_FILE_SIZE))?)
}

fn parse_configuration(path: &Utf8Path, text: Option<String>) -> Result<(Configuration, Option<Text>)> {
    let Some(text) = text else { return Ok((Configuration::default(), None)) };
    Ok((layers::parse(path, &text, Scope::Project)?, Some(Text::new(text))))
}

fn read_baseline(folder: &Utf8Path, files: &dyn Files) -> Result<Option<Baseline>> {
    let path = folder.join(baseline::FILE_NAME);
    let Some(text) = text_if_there(&path, files.read(baseline::FILE_NAME, MAX_FILE_SIZE))? else { return Ok(None) };
    let baseline = Baseline::parse(&text)
        .with_context(|| format!("{} is no baseline: --write-baseline writes it anew", shown(&path)))?;
    Ok(Some(baseline))
}

/// The text of a file; `None` when there is none.
fn read_if_there(path: &Utf8Path) -> Result<Option<String>> {
    text_if_there(path, fs::read(path))
}

fn text_if_there(path: &Utf8Path, read: io::Result<Vec<u8>>) -> Result<Option<String>> {
    match read {
        Ok(bytes) => Ok(Some(String::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"))?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("could not read {path}")),
    }
}

fn find_kind(
    path: &Utf8Path,
    flag: Option<PublisherKind>,
    (layers, own): (&Layers, &Configuration),
    connector: &Connector,
) -> (PublisherKind, KindSource) {
    let users = layers.user.as_ref().and_then(|user| user.configuration.publisher_kind);
    let said = [
        (flag, KindSource::Flag),
        (layers.publisher_kind, KindSource::Environment),
        (own.publisher_kind, KindSource::Configuration),
        (users, KindSource::UserConfiguration),
    ];
    if let Some(said) = said.into_iter().find_map(|(kind, source)| Some((kind?, source))) {
        return said;
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
