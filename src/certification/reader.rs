//! Reads the tree of archives, from the outer zip to the files of each solution, within one budget.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read as _;

use anyhow::{Context as _, Result};

use super::inside::Inside;
use super::{
    ASSETS_FOLDER, CUSTOM_PROPERTIES, Kind, Level, LevelEntry, Package, SOLUTION_FILES, Solution, has_extension,
};
use crate::archive::{Archive, Budget, Limits, Open, Problem, ProblemKind};
use crate::connector::{MAX_FILE_SIZE, Role};
use crate::text::{FileId, Text};

/// How much a package may ask of its reader, all archives in it together. The platform takes solutions of 95 megabytes.
pub const DEFAULT_LIMITS: Limits = Limits {
    entry_count: 10_000,
    entry_size: 128 << 20,
    total_size: 512 << 20,
    ratio: 200,
    ratio_applies_above: 4 << 20,
};

/// The archives in archives that a package has: the package zip, and a solution.
const MAX_DEPTH: usize = 3;

pub fn is_zip_name(name: &str) -> bool {
    has_extension(name, "zip")
}

/// Reads a package; `path` is how the user named it.
pub fn read(path: &str, bytes: &[u8], limits: Limits) -> Package {
    let mut budget = Budget::new(limits);
    let mut archive = Archive::open(bytes, &mut budget);
    let names: Vec<&str> = archive.items.iter().map(|item| item.name.as_str()).collect();
    let (kind, wrapper) = Kind::of(&names);
    let mut package = Package::new(kind, wrapper);
    let file = package.add_file(path.to_owned(), None);
    if let Some(wrapper) = &package.wrapper {
        unwrap(&mut archive, wrapper);
    }
    let mut reader = Reader { package, budget };
    match kind {
        Kind::Certification => reader.certification(path, file, archive),
        Kind::PackageZip => reader.package_zip(path, file, archive, 1),
        Kind::Solution => reader.solution(path, path, file, archive),
        Kind::Bundle | Kind::Legacy | Kind::Repository | Kind::Unknown => reader.flat(path, file, archive),
    }
    reader.package
}

/// The parts of a package that is going to be put together, each with the path that people know it by.
pub struct Parts {
    pub intro: Option<(String, Vec<u8>)>,
    pub custom_properties: Option<(String, Vec<u8>)>,
    pub inner: Inner,
}

/// What becomes the package zip.
pub enum Inner {
    /// Solutions, with their names in the folder of solutions; read one after the other, so that memory stays flat.
    Solutions(Vec<(String, &'static str, Open)>),
    /// A package zip that somebody else made.
    Zip(String, Vec<u8>),
}

/// The name of the package zip in the outer one.
pub const PACKAGE_ZIP: &str = "package.zip";

/// The package that the parts will make, as [`read`] would see it; findings lie in the parts themselves.
///
/// Fails when a solution cannot be read from where it lies.
pub fn assemble(path: &str, parts: Parts, limits: Limits) -> Result<Package> {
    let mut reader = Reader { package: Package::new(Kind::Certification, None), budget: Budget::new(limits) };
    let outer = reader.package.add_file(path.to_owned(), None);
    let mut level = Level::empty(outer);
    let mut intro = None;
    for (name, part) in [(Role::Intro.file_name(), parts.intro), (CUSTOM_PROPERTIES, parts.custom_properties)] {
        let Some((path, bytes)) = part else { continue };
        let file = reader.keep(path, &bytes);
        level.entries.push(LevelEntry { name: name.to_owned(), size: bytes.len() as u64, file: Some(file) });
        if name == Role::Intro.file_name() {
            intro = Some(Kept { name: name.to_owned(), file, bytes });
        }
    }
    level.entries.push(LevelEntry { name: PACKAGE_ZIP.to_owned(), size: 0, file: None });
    reader.package.outer = level;
    match parts.inner {
        Inner::Zip(path, bytes) => {
            let file = reader.package.add_file(path.clone(), None);
            let archive = Archive::open(&bytes, &mut reader.budget);
            reader.package_zip(&path, file, archive, 2);
        }
        Inner::Solutions(solutions) => reader.given_solutions(solutions)?,
    }
    if let Some(intro) = intro {
        reader.add_intro(intro);
    }
    Ok(reader.package)
}

/// Lets a folder's contents stand for the archive's; what lies beside the folder is left as it is.
fn unwrap(archive: &mut Archive<'_>, wrapper: &str) {
    let strip = |name: &str| name.strip_prefix(wrapper).and_then(|rest| rest.strip_prefix('/')).map(str::to_owned);
    for item in &mut archive.items {
        if let Some(rest) = strip(&item.name) {
            item.name = rest;
        }
    }
    archive.items.retain(|item| !item.name.is_empty());
}

struct Reader {
    package: Package,
    budget: Budget,
}

impl Reader {
    /// The outer zip, then the one in it.
    fn certification(&mut self, path: &str, file: FileId, mut archive: Archive<'_>) {
        let zips: Vec<usize> = (0..archive.items.len())
            .filter(|&index| archive.items.get(index).is_some_and(|item| is_root_zip(&item.name)))
            .collect();
        let is_kept = |name: &str| {
            let is_root = !name.contains('/');
            is_root && (has_extension(name, "md") || name.eq_ignore_ascii_case(CUSTOM_PROPERTIES))
        };
        let inner = match zips.as_slice() {
            [index] => nested(&mut archive, *index, &mut self.budget)
                .map(|bytes| (archive.items.get(*index).map_or(String::new(), |item| item.name.clone()), bytes)),
            _ => None,
        };
        let mut files = Vec::new();
        self.package.outer = self.level(path, file, archive, &zips, is_kept, &mut files);
        if let Some((name, bytes)) = inner {
            let path = format!("{path}!{name}");
            let file = self.package.add_file(path.clone(), None);
            let archive = Archive::open(&bytes, &mut self.budget);
            self.package_zip(&path, file, archive, 2);
        }
        let intro = files.into_iter().find(|kept| has_extension(&kept.name, "md"));
        if let Some(intro) = intro {
            self.add_intro(intro);
        }
    }

    /// The introduction is judged with the connector.
    fn add_intro(&mut self, intro: Kept) {
        let inside = self.package.inside.take().unwrap_or_default();
        self.package.inside = Some(inside.with(Role::Intro, intro.file, intro.bytes));
    }

    /// The package zip, then the solutions in its folder.
    fn package_zip(&mut self, path: &str, file: FileId, mut archive: Archive<'_>, depth: usize) {
        let folders = root_folders(&archive);
        let assets = if folders.len() == 1 { folders.iter().next().cloned() } else { None };
        let in_assets = |name: &str| {
            let (Some(assets), Some((folder, rest))) = (&assets, name.split_once('/')) else { return false };
            folder == assets && is_root_zip(rest)
        };
        let zips: Vec<usize> = (0..archive.items.len())
            .filter(|&index| archive.items.get(index).is_some_and(|item| in_assets(&item.name)))
            .collect();
        let mut solutions = Vec::new();
        for &index in &zips {
            let name = archive.items.get(index).map(|item| item.name.clone()).unwrap_or_default();
            if let Some(bytes) = nested(&mut archive, index, &mut self.budget) {
                solutions.push((name, bytes));
            }
        }
        let level = self.level(path, file, archive, &zips, |_| false, &mut Vec::new());
        if self.package.kind == Kind::PackageZip {
            self.package.outer = level.clone();
        }
        self.package.inner = Some(level);
        self.package.assets = assets;
        for (name, bytes) in solutions {
            if depth < MAX_DEPTH {
                let path = format!("{path}!{name}");
                let file = self.package.add_file(path.clone(), None);
                let archive = Archive::open(&bytes, &mut self.budget);
                self.solution(&path, name.rsplit('/').next().unwrap_or(&name), file, archive);
            }
        }
    }

    fn given_solutions(&mut self, solutions: Vec<(String, &'static str, Open)>) -> Result<()> {
        let mut level = Level::empty(self.package.outer.file);
        level.folders.insert(ASSETS_FOLDER.to_owned());
        for (path, name, open) in solutions {
            let most = self.budget.entry_size();
            let mut bytes = Vec::new();
            open()
                .and_then(|reader| reader.take(most).read_to_end(&mut bytes))
                .with_context(|| format!("could not read {path}"))?;
            let name_inside = format!("{ASSETS_FOLDER}/{name}");
            level.entries.push(LevelEntry { name: name_inside, size: bytes.len() as u64, file: None });
            let file = self.package.add_file(path.clone(), None);
            let archive = Archive::open(&bytes, &mut self.budget);
            self.solution(&path, &path, file, archive);
        }
        self.package.assets = Some(ASSETS_FOLDER.to_owned());
        self.package.inner = Some(level);
        Ok(())
    }

    /// One solution, with its XML files and whatever its connector and flows consist of.
    fn solution(&mut self, path: &str, name: &str, file: FileId, archive: Archive<'_>) {
        let is_xml = |name: &str| SOLUTION_FILES.iter().any(|known| known.eq_ignore_ascii_case(name));
        let is_kept = |name: &str| {
            let folder = name.split_once('/').map(|(folder, _)| folder.to_ascii_lowercase());
            is_xml(name) || matches!(folder.as_deref(), Some("connector" | "workflows"))
        };
        let mut files = Vec::new();
        let level = self.level(path, file, archive, &[], is_kept, &mut files);
        if self.package.kind == Kind::Solution {
            self.package.outer = level.clone();
        }
        let mut solution = Solution::new(level, name.rsplit('/').next().unwrap_or(name).to_owned());
        for kept in files.iter().filter(|kept| is_xml(&kept.name)) {
            if let Some(text) = self.package.text_of(kept.file) {
                solution.take_xml(&kept.name, kept.file, text);
            }
        }
        let is_first = self.package.inside.is_none();
        let is_better = solution.part() == super::Part::Connector;
        let known = self.package.solutions.iter().any(|other| other.part() == super::Part::Connector);
        if (is_first || (is_better && !known))
            && let Some(inside) = Inside::of(&solution, files)
        {
            self.package.inside = Some(inside);
        }
        self.package.solutions.push(solution);
    }

    /// A zip that holds the artifacts themselves.
    fn flat(&mut self, path: &str, file: FileId, archive: Archive<'_>) {
        let role_of = |name: &str| Role::of_file_name(name);
        let mut files = Vec::new();
        self.package.outer = self.level(path, file, archive, &[], |name| role_of(name).is_some(), &mut files);
        let mut inside = Inside::default();
        for kept in files {
            if let Some(role) = role_of(&kept.name) {
                inside = inside.with(role, kept.file, kept.bytes);
            }
        }
        if self.package.kind == Kind::Repository {
            let is_other = |entry: &&LevelEntry| entry.file.is_none();
            inside = inside.whole(self.package.outer.entries.iter().filter(is_other).map(|e| e.name.clone()).collect());
        }
        self.package.inside = Some(inside);
    }

    /// The level that an archive is; what `is_kept` names is kept, everything else only proved.
    fn level(
        &mut self,
        path: &str,
        file: FileId,
        mut archive: Archive<'_>,
        already_read: &[usize],
        is_kept: impl Fn(&str) -> bool,
        kept: &mut Vec<Kept>,
    ) -> Level {
        let folders = root_folders(&archive);
        let mut entries = Vec::new();
        for index in 0..archive.items.len() {
            let Some(item) = archive.items.get(index).filter(|item| !item.is_folder()) else { continue };
            let (name, size) = (item.name.clone(), item.size);
            let mut file = None;
            if is_kept(&name) && size <= MAX_FILE_SIZE {
                if let Some(bytes) = archive.read(index, &mut self.budget) {
                    let id = self.keep(format!("{path}!{name}"), &bytes);
                    kept.push(Kept { name: name.clone(), file: id, bytes });
                    file = Some(id);
                }
            } else if !already_read.contains(&index) {
                archive.prove(index, &mut self.budget);
            }
            entries.push(LevelEntry { name, size, file });
        }
        let is_complete = !archive.problems.iter().any(hides_contents);
        self.package.problems.extend(archive.problems.into_iter().map(|problem| (file, problem)));
        Level { file, folders, entries, is_complete }
    }

    fn keep(&mut self, path: String, bytes: &[u8]) -> FileId {
        let text = str::from_utf8(bytes).ok().map(|text| Text::new(text.to_owned()));
        self.package.add_file(path, text)
    }
}

/// A file of an archive that was kept.
pub(super) struct Kept {
    pub name: String,
    pub file: FileId,
    pub bytes: Vec<u8>,
}

fn is_root_zip(name: &str) -> bool {
    !name.contains('/') && is_zip_name(name)
}

fn root_folders(archive: &Archive<'_>) -> BTreeSet<String> {
    archive.items.iter().filter_map(|item| Some(item.name.split_once('/')?.0.to_owned())).collect()
}

/// The bytes of an archive in an archive, proved: where they lie, or inflated.
fn nested<'a>(archive: &mut Archive<'a>, index: usize, budget: &mut Budget) -> Option<Cow<'a, [u8]>> {
    match archive.stored(index) {
        Some(bytes) => archive.prove(index, budget).then_some(Cow::Borrowed(bytes)),
        None => archive.read(index, budget).map(Cow::Owned),
    }
}

/// Whether a problem is about the archive as a whole, so that what is in it is not known.
fn hides_contents(problem: &Problem) -> bool {
    use ProblemKind::{Damaged, NotAZip, TooManyEntries, Truncated, Unsupported};
    problem.entry.is_none() && matches!(problem.kind, NotAZip | Truncated | Damaged | TooManyEntries | Unsupported)
}
