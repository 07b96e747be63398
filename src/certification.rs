//! Packages for certification, and what else is handed to Microsoft as a zip: what lies where in the nested archives.
//!
//! Reads the whole tree once, within limits, without unpacking anything, and keeps what rules ask for, each with its
//! place inside the package. Judges nothing: that is done by the rules of `rules/package`.

mod inside;
mod kind;
mod reader;
mod solution;
mod stale;
mod xml;

use std::collections::BTreeSet;

use camino::Utf8Path;

pub use inside::Inside;
pub use kind::Kind;
pub use reader::{DEFAULT_LIMITS, Inner, PACKAGE_ZIP, Parts, assemble, is_zip_name, read};
pub use solution::{
    Component, ConnectorElement, Customizations, Manifest, Part, Solution, Value, Workflow, XmlProblem,
};
pub use stale::{Difference, Stale};

use crate::archive::{Problem, ProblemKind};
use crate::text::{FileId, Place, Span, Text};

/// The number of the first file of a package among those that findings are in: behind any artifact of a connector.
const FIRST_FILE: u32 = 1 << 16;

/// What a solution's archive must hold at its root; names are compared in any case.
pub const SOLUTION_FILES: [&str; 3] = ["[Content_Types].xml", "customizations.xml", "solution.xml"];

/// The folder of a package zip that holds the solutions.
pub const ASSETS_FOLDER: &str = "PkgAssets";

/// The file that tells how a connector with several authentications is configured.
pub const CUSTOM_PROPERTIES: &str = "customProperties.json";

/// A file of a package, or one that it was compared with.
#[derive(Debug)]
pub struct PackageFile {
    /// As people are shown it: `outer.zip!package.zip!PkgAssets/Flow.zip`.
    pub path: String,
    pub text: Option<Text>,
}

/// One archive of the tree.
#[derive(Clone, Debug)]
pub struct Level {
    pub file: FileId,
    /// The folders at its root.
    pub folders: BTreeSet<String>,
    pub entries: Vec<LevelEntry>,
    /// Whether everything in it could be listed; otherwise nothing can be said to be missing.
    pub is_complete: bool,
}

/// A file in an archive of the tree.
#[derive(Clone, Debug)]
pub struct LevelEntry {
    /// With the folders that it lies in.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// Where it was kept, so that findings can be in it.
    pub file: Option<FileId>,
}

impl Level {
    fn empty(file: FileId) -> Self {
        Self { file, folders: BTreeSet::new(), entries: Vec::new(), is_complete: true }
    }

    /// The place for what concerns the archive as a whole.
    pub fn place(&self) -> Place {
        start_of(self.file)
    }

    /// The files that lie in no folder.
    pub fn files(&self) -> impl Iterator<Item = &LevelEntry> {
        self.entries.iter().filter(|entry| !entry.name.contains('/'))
    }

    /// The files below a folder, in any case of its name.
    pub fn below<'l>(&'l self, folder: &'l str) -> impl Iterator<Item = &'l LevelEntry> {
        self.entries.iter().filter(move |entry| {
            entry.name.split_once('/').is_some_and(|(first, _)| first.eq_ignore_ascii_case(folder))
        })
    }

    /// The file of this name, in any case.
    pub fn entry(&self, name: &str) -> Option<&LevelEntry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Whether the files of a solution lie at its root.
    pub fn is_solution(&self) -> bool {
        self.entry("solution.xml").is_some() || self.entry("customizations.xml").is_some()
    }

    pub fn has_folder(&self, name: &str) -> bool {
        self.folders.iter().any(|folder| folder.eq_ignore_ascii_case(name))
    }
}

/// The place for what concerns a file as a whole.
pub fn start_of(file: FileId) -> Place {
    Place { file, span: Span::default() }
}

/// A package with everything in it.
#[derive(Debug)]
pub struct Package {
    pub kind: Kind,
    files: Vec<PackageFile>,
    /// What is wrong with the archives of the tree, from the outside in.
    pub problems: Vec<(FileId, Problem)>,
    /// What was read: the only level of anything but a package for certification.
    pub outer: Level,
    /// The folder that wrongly holds everything.
    pub wrapper: Option<String>,
    /// The zip in the outer one, where there is just one that can be read; the outer one itself where that is missing.
    pub inner: Option<Level>,
    /// The folder of the solutions, where there is just one folder.
    pub assets: Option<String>,
    pub solutions: Vec<Solution>,
    /// The connector in the connector solution, or whatever connector there is.
    pub inside: Option<Inside>,
    pub stale: Option<Stale>,
    /// What stands against the proof of a bundle.
    pub bundle_problems: Vec<Problem>,
}

impl Package {
    fn new(kind: Kind, wrapper: Option<String>) -> Self {
        Self {
            kind,
            files: Vec::new(),
            problems: Vec::new(),
            outer: Level::empty(FileId(FIRST_FILE)),
            wrapper,
            inner: None,
            assets: None,
            solutions: Vec::new(),
            inside: None,
            stale: None,
            bundle_problems: Vec::new(),
        }
    }

    /// The path of a file, as people are shown it; `None` when it is none of the package's.
    pub fn path_of(&self, file: FileId) -> Option<&str> {
        Some(&self.file(file)?.path)
    }

    pub fn text_of(&self, file: FileId) -> Option<&Text> {
        self.file(file)?.text.as_ref()
    }

    fn file(&self, file: FileId) -> Option<&PackageFile> {
        let file = self.inside.as_ref().and_then(|inside| inside.file_of_artifact(file)).unwrap_or(file);
        self.files.get(file.0.checked_sub(FIRST_FILE)? as usize)
    }

    fn add_file(&mut self, path: String, text: Option<Text>) -> FileId {
        self.files.push(PackageFile { path, text });
        FileId(FIRST_FILE + self.files.len() as u32 - 1)
    }

    pub fn solution(&self, part: Part) -> Option<&Solution> {
        self.solutions.iter().find(|solution| solution.part() == part)
    }

    /// Whether an AI plug-in belongs to the package, which then has three solutions.
    pub fn has_plugin(&self) -> bool {
        self.solutions.iter().any(Solution::has_plugin)
    }

    /// The zips in the folder of the solutions, also those that could not be read.
    pub fn solution_zips(&self) -> Vec<&LevelEntry> {
        let (Some(inner), Some(assets)) = (&self.inner, &self.assets) else { return Vec::new() };
        let is_direct = |entry: &&LevelEntry| {
            entry.name.split_once('/').is_some_and(|(_, rest)| !rest.contains('/') && is_zip_name(rest))
        };
        inner.below(assets).filter(is_direct).collect()
    }

    /// Whether this is a package for certification, with or without the outer zip.
    pub fn is_certification(&self) -> bool {
        matches!(self.kind, Kind::Certification | Kind::PackageZip)
    }

    /// What is wrong with the archives, of some kinds, with the place of the archive.
    pub fn problems_of(&self, kinds: &'static [ProblemKind]) -> impl Iterator<Item = (Place, &Problem)> {
        let problems = self.problems.iter().filter(|(_, problem)| kinds.contains(&problem.kind));
        problems.map(|(file, problem)| (start_of(*file), problem))
    }

    /// Whether every solution could be read so far that its use is known.
    pub fn knows_all_solutions(&self) -> bool {
        let is_known = |solution: &Solution| solution.customizations.is_some();
        self.solutions.len() == self.solution_zips().len() && self.solutions.iter().all(is_known)
    }

    /// How many solutions the package must have.
    pub fn wanted_solutions(&self) -> usize {
        if self.has_plugin() { 3 } else { 2 }
    }

    /// The files in Markdown at the root of the outer zip.
    pub fn markdown_files(&self) -> Vec<&LevelEntry> {
        let is_markdown = |entry: &&LevelEntry| has_extension(&entry.name, "md");
        self.outer.files().filter(is_markdown).collect()
    }

    pub fn zip_files(&self) -> Vec<&LevelEntry> {
        self.outer.files().filter(|entry| is_zip_name(&entry.name)).collect()
    }
}

pub fn has_extension(name: &str, extension: &str) -> bool {
    Utf8Path::new(name).extension().is_some_and(|other| other.eq_ignore_ascii_case(extension))
}

/// Whether a text is the version of a solution: four numbers.
pub fn is_solution_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 4 && parts.iter().all(|part| part.len() < 10 && part.parse::<u32>().is_ok())
}

/// Whether a text is a prefix that the platform takes for a publisher.
pub fn is_publisher_prefix(text: &str) -> bool {
    (2..=8).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && !text.to_ascii_lowercase().starts_with("mscrm")
}
