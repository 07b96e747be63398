//! The proof of a bundle: that it holds what its manifest lists, byte for byte, and nothing that could hurt who unpacks it.
//!
//! Works on bytes in memory, never extracts, trusts no number in the file, and lists everything that is wrong instead of
//! stopping at the first. A problem is no finding: it is about the zip and has no place in a document.

use std::collections::{HashMap, HashSet};

use sha2::{Digest as _, Sha256};

use super::checksum::hexadecimal;
use super::manifest::{FORMAT, FormatOnly, MANIFEST_NAME, Manifest};
use crate::archive::{self, Budget, Dialect, Entry, Problem, ProblemKind, UTF8, irregular, shown};
use crate::connector::Role;

/// How much a bundle may ask of its reader. No honest bundle comes near: the largest published definition has about
/// three megabytes, icons one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole zip; for whoever reads it from a file.
    pub bundle_size: u64,
    pub entry_count: usize,
    /// Bytes of one entry, inflated.
    pub entry_size: u64,
    /// Bytes of all entries together, inflated.
    pub total_size: u64,
    pub manifest_size: u64,
    /// How many bytes may come out of one compressed byte...
    pub ratio: u64,
    /// ...of entries that are larger than this; a few kilobytes of blanks harm nobody.
    pub ratio_applies_above: u64,
}

impl Limits {
    pub const STANDARD: Self = Self {
        bundle_size: 64 << 20,
        entry_count: 64,
        entry_size: 32 << 20,
        total_size: 64 << 20,
        manifest_size: 1 << 20,
        ratio: 200,
        ratio_applies_above: 1 << 20,
    };

    /// Those that any archive has.
    fn shared(&self) -> archive::Limits {
        let Self { entry_count, entry_size, total_size, ratio, ratio_applies_above, .. } = *self;
        archive::Limits { entry_count, entry_size, total_size, ratio, ratio_applies_above }
    }
}

/// What came out of the examination of one bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What the bundle says about itself, when it could be read; believe it only when there is no problem.
    pub manifest: Option<Manifest>,
    /// Everything that is wrong, in the order in which it was found.
    pub problems: Vec<Problem>,
}

impl Verdict {
    pub fn is_proved(&self) -> bool {
        self.manifest.is_some() && self.problems.is_empty()
    }
}

/// Examines the bytes of a bundle within the [`Limits::STANDARD`].
pub fn verify(bytes: &[u8]) -> Verdict {
    verify_within(bytes, &Limits::STANDARD)
}

/// Examines the bytes of a bundle; needs memory for one buffer and the manifest, whatever the bundle claims.
pub fn verify_within(bytes: &[u8], limits: &Limits) -> Verdict {
    let mut examination = Examination { limits, problems: Vec::new() };
    if bytes.len() as u64 > limits.bundle_size {
        examination.bundle(ProblemKind::TooLarge, format!("the bundle has more than {} bytes", limits.bundle_size));
        return Verdict { manifest: None, problems: examination.problems };
    }
    let entries = archive::read(bytes, Dialect::Strict, limits.entry_count, &mut examination.problems);
    if entries.is_empty() {
        if examination.problems.is_empty() {
            examination.bundle(ProblemKind::ManifestMissing, "the archive is empty".to_owned());
        }
        return Verdict { manifest: None, problems: examination.problems };
    }
    let suspicious = examination.names(&entries);
    for entry in &entries {
        examination.file_type(entry);
    }
    let contents = examination.contents(&entries);
    let manifest = examination.manifest(&entries, &contents);
    if let Some(manifest) = &manifest {
        examination.compare(manifest, &entries, &contents, &suspicious);
    }
    Verdict { manifest, problems: examination.problems }
}

/// The files of a bundle by name, the manifest left out, once it is proved that they are what the manifest lists.
///
/// Otherwise the problems tell why they are not.
pub fn contents(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Vec<Problem>> {
    let verdict = verify(bytes);
    if !verdict.is_proved() {
        return Err(verdict.problems);
    }
    let entries = archive::read(bytes, Dialect::Strict, Limits::STANDARD.entry_count, &mut Vec::new());
    let mut budget = Budget::new(Limits::STANDARD.shared());
    let mut files = Vec::with_capacity(entries.len());
    for entry in entries.iter().filter(|entry| !is_manifest(entry)) {
        let mut content = Vec::new();
        let read = archive::read_data(entry, u64::MAX, &mut budget, &mut |part: &[u8]| content.extend_from_slice(part));
        // What was proved can be read again.
        if !matches!(read, Some(Ok(true))) {
            return Err(verdict.problems);
        }
        files.push((String::from_utf8_lossy(entry.header.name).into_owned(), content));
    }
    Ok(files)
}

/// What was read from one entry.
struct Content {
    size: u64,
    sha256: String,
    /// The bytes themselves, kept for the manifest only.
    bytes: Vec<u8>,
}

struct Examination<'l> {
    limits: &'l Limits,
    problems: Vec<Problem>,
}

impl Examination<'_> {
    fn bundle(&mut self, kind: ProblemKind, message: String) {
        self.problems.push(Problem::of_archive(kind, message));
    }

    fn entry(&mut self, kind: ProblemKind, entry: &Entry, message: impl Into<String>) {
        self.problems.push(Problem::of_entry(kind, entry.header.name, message));
    }

    /// Looks at every name; returns those about which something was said, so that nothing is said twice.
    fn names<'a>(&mut self, entries: &[Entry<'a>]) -> HashSet<&'a [u8]> {
        let mut suspicious = HashSet::new();
        let mut seen = HashSet::new();
        let mut seen_in_lower_case = HashSet::new();
        for entry in entries {
            let name = entry.header.name;
            let in_lower_case = String::from_utf8_lossy(name).to_lowercase();
            let is_folder = || name.ends_with(b"/").then_some((ProblemKind::Directory, "the entry is a folder"));
            if let Some((kind, message)) = archive::complaint(name, entry.header.flags & UTF8 != 0).or_else(is_folder) {
                // No bundle has any of these.
                let is_name = matches!(kind, ProblemKind::Backslash | ProblemKind::NameEncoding);
                let kind = if is_name { ProblemKind::UnsafeName } else { kind };
                self.entry(kind, entry, message);
                suspicious.insert(name);
            }
            if !seen.insert(name) {
                self.entry(ProblemKind::DuplicateName, entry, "there is another entry of this name");
            } else if !seen_in_lower_case.insert(in_lower_case) {
                let message = "another entry has this name but for upper and lower case";
                self.entry(ProblemKind::NamesDifferInCase, entry, message);
                suspicious.insert(name);
            }
        }
        suspicious
    }

    /// An entry must be a regular file, whichever system its attributes are meant for.
    fn file_type(&mut self, entry: &Entry) {
        if let Some((kind, message)) = irregular(entry) {
            self.entry(kind, entry, message);
        }
    }

    /// Reads every entry that can be and may be read.
    fn contents(&mut self, entries: &[Entry]) -> Vec<Option<Content>> {
        let mut budget = Budget::new(self.limits.shared());
        entries.iter().map(|entry| self.content(entry, &mut budget)).collect()
    }

    fn content(&mut self, entry: &Entry, budget: &mut Budget) -> Option<Content> {
        let mut digest = Sha256::new();
        let mut bytes = Vec::new();
        let most = if is_manifest(entry) { self.limits.manifest_size } else { self.limits.entry_size };
        let read = archive::read_data(entry, most, budget, &mut |part: &[u8]| {
            digest.update(part);
            if is_manifest(entry) {
                bytes.extend_from_slice(part);
            }
        });
        match read? {
            Ok(true) => {}
            Ok(false) => {
                let message = "the contents do not have the CRC-32 of their header";
                self.entry(ProblemKind::ChecksumMismatch, entry, message);
            }
            Err((kind, message)) => {
                self.entry(kind, entry, message);
                return None;
            }
        }
        Some(Content { size: u64::from(entry.header.size), sha256: hexadecimal(&digest.finalize()), bytes })
    }

    /// Reads the manifest and looks for what no connkit would write into one.
    fn manifest(&mut self, entries: &[Entry], contents: &[Option<Content>]) -> Option<Manifest> {
        let Some(index) = entries.iter().position(is_manifest) else {
            self.bundle(ProblemKind::ManifestMissing, format!("there is no `{MANIFEST_NAME}`"));
            return None;
        };
        // When it could not be read, that was said already.
        let bytes = &contents.get(index)?.as_ref()?.bytes;
        let mut complain = |kind, message: String| {
            self.problems.push(Problem::of_entry(kind, MANIFEST_NAME.as_bytes(), message));
        };
        let format = serde_json::from_slice(bytes).map(|FormatOnly { format }| format);
        if let Ok(format) = format
            && format > FORMAT
        {
            let message = format!("the manifest has format {format}; this connkit reads up to {FORMAT}: update it");
            complain(ProblemKind::ManifestTooNew, message);
            return None;
        }
        let manifest: Manifest = match serde_json::from_slice(bytes) {
            Ok(manifest) => manifest,
            Err(error) => {
                complain(
                    ProblemKind::ManifestInvalid,
                    format!("the manifest cannot be read: {}", shown(&error.to_string())),
                );
                return None;
            }
        };
        if manifest.format != FORMAT {
            complain(ProblemKind::ManifestInvalid, format!("there is no format {}", manifest.format));
        }
        let mut listed = HashSet::new();
        for file in &manifest.files {
            let name = shown(&file.name);
            if !Role::ALL.iter().any(|role| role.file_name() == file.name) {
                complain(ProblemKind::ManifestInvalid, format!("`{name}` is listed and is no artifact of a connector"));
            } else if !listed.insert(file.name.as_str()) {
                complain(ProblemKind::ManifestInvalid, format!("`{name}` is listed twice"));
            }
        }
        if !listed.contains(Role::Definition.file_name()) {
            let message =
                format!("`{}` is not listed, without which there is no connector", Role::Definition.file_name());
            complain(ProblemKind::ManifestInvalid, message);
        }
        Some(manifest)
    }

    /// Compares what is listed with what is there.
    fn compare(
        &mut self,
        manifest: &Manifest,
        entries: &[Entry],
        contents: &[Option<Content>],
        suspicious: &HashSet<&[u8]>,
    ) {
        let listed: HashMap<&[u8], _> = manifest.files.iter().map(|file| (file.name.as_bytes(), file)).collect();
        for (entry, content) in entries.iter().zip(contents) {
            let name = entry.header.name;
            match (listed.get(name), content) {
                (None, _) if is_manifest(entry) || suspicious.contains(name) => {}
                (None, _) => self.entry(ProblemKind::ExtraEntry, entry, "the manifest does not list this entry"),
                (Some(file), Some(content)) if file.size != content.size => {
                    let message = format!("the entry has {} bytes, and the manifest lists {}", content.size, file.size);
                    self.entry(ProblemKind::SizeMismatch, entry, message);
                }
                (Some(file), Some(content)) if file.sha256 != content.sha256 => {
                    let message = "the contents do not have the SHA-256 that the manifest lists";
                    self.entry(ProblemKind::ChecksumMismatch, entry, message);
                }
                (Some(_), _) => {}
            }
        }
        for file in &manifest.files {
            if !entries.iter().any(|entry| entry.header.name == file.name.as_bytes()) {
                let message = "the manifest lists this file, and it is not there";
                self.problems.push(Problem::of_entry(ProblemKind::MissingEntry, file.name.as_bytes(), message));
            }
        }
    }
}

fn is_manifest(entry: &Entry) -> bool {
    entry.header.name == MANIFEST_NAME.as_bytes()
}
