//! The proof of a bundle: that it holds what its manifest lists, byte for byte, and nothing that could hurt who unpacks it.
//!
//! Works on bytes in memory, never extracts, trusts no number in the file, and lists everything that is wrong instead of
//! stopping at the first. A problem is no finding: it is about the zip and has no place in a document.

use std::collections::{HashMap, HashSet};
use std::fmt;

use flate2::{Crc, Decompress, FlushDecompress, Status};
use sha2::{Digest as _, Sha256};

use super::checksum::hexadecimal;
use super::container::{self, Entry, STORED, UTF8};
use super::manifest::{FORMAT, FormatOnly, MANIFEST_NAME, Manifest};
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

/// One thing that is wrong with a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    /// The entry's name, fit to be shown; `None` when the whole bundle is meant.
    pub entry: Option<String>,
    pub message: String,
}

impl Problem {
    pub(super) fn of_bundle(kind: ProblemKind, message: impl Into<String>) -> Self {
        Self { kind, entry: None, message: message.into() }
    }

    pub(super) fn of_entry(kind: ProblemKind, name: &[u8], message: impl Into<String>) -> Self {
        Self { kind, entry: Some(shown(&String::from_utf8_lossy(name))), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.entry {
            Some(entry) => write!(f, "`{entry}`: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    NotAZip,
    /// The file ends before the archive does.
    Truncated,
    /// A record or the compressed data cannot be read.
    Damaged,
    /// Bytes that belong to no entry: before, behind or between, in comments or extra fields.
    StrayData,
    /// Two entries share bytes of the file.
    Overlap,
    /// The local header tells another story than the directory.
    HeaderMismatch,
    Encrypted,
    /// A feature of zip that no bundle has: zip64, data descriptors, other methods than deflate.
    Unsupported,
    TooManyEntries,
    /// One entry, the sum of all, or the zip itself exceeds the limit.
    TooLarge,
    /// An entry inflates to suspiciously much.
    RatioTooHigh,
    /// The name leads elsewhere when unpacked, or is read differently by different tools.
    UnsafeName,
    Directory,
    /// A symbolic link, a device, or a file with special permissions.
    NotRegular,
    DuplicateName,
    NamesDifferInCase,
    ManifestMissing,
    ManifestInvalid,
    ManifestTooNew,
    MissingEntry,
    ExtraEntry,
    SizeMismatch,
    ChecksumMismatch,
    /// The `.sha256` file beside the bundle says something else.
    ChecksumFile,
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
    let entries = container::read(bytes, limits.entry_count, &mut examination.problems);
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
    let entries = container::read(bytes, Limits::STANDARD.entry_count, &mut Vec::new());
    let mut files = Vec::with_capacity(entries.len());
    for entry in entries.iter().filter(|entry| !is_manifest(entry)) {
        let mut content = Vec::new();
        let declared = u64::from(entry.header.size);
        // What was proved can be read again.
        match entry.data {
            Some(data) if entry.header.method == STORED => content.extend_from_slice(data),
            Some(data) if inflate(data, declared, &mut |part| content.extend_from_slice(part)).is_ok() => {}
            _ => return Err(verdict.problems),
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
        self.problems.push(Problem::of_bundle(kind, message));
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
            let complaint = unsafe_name(name, entry.header.flags & UTF8 != 0);
            if let Some((kind, message)) = complaint {
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
        const DOS_DIRECTORY: u32 = 0x10;
        let mode = entry.external_attributes >> 16;
        let is_directory = mode & 0o170_000 == 0o040_000 || entry.external_attributes & DOS_DIRECTORY != 0;
        let what = match mode & 0o170_000 {
            _ if is_directory && entry.header.name.ends_with(b"/") => return, // said already
            _ if is_directory => return self.entry(ProblemKind::Directory, entry, "the entry is a folder"),
            0o120_000 => "a symbolic link",
            0 | 0o100_000 if mode & 0o7000 != 0 => "a file with special permissions",
            0 | 0o100_000 => return,
            _ => "a device or something else that is no file",
        };
        self.entry(ProblemKind::NotRegular, entry, format!("the entry is {what}"));
    }

    /// Inflates every entry that can be and may be read.
    fn contents(&mut self, entries: &[Entry]) -> Vec<Option<Content>> {
        let mut left = self.limits.total_size;
        let mut contents = Vec::with_capacity(entries.len());
        for entry in entries {
            contents.push(self.content(entry, &mut left));
        }
        contents
    }

    fn content(&mut self, entry: &Entry, left: &mut u64) -> Option<Content> {
        let data = entry.data?;
        let (size, most) = (u64::from(entry.header.size), self.most(entry));
        if size > most {
            self.entry(
                ProblemKind::TooLarge,
                entry,
                format!("the entry declares {size} bytes, and {most} are allowed"),
            );
            return None;
        }
        let Some(rest) = left.checked_sub(size) else {
            let most = self.limits.total_size;
            self.entry(ProblemKind::TooLarge, entry, format!("with this entry there are more than {most} bytes"));
            return None;
        };
        *left = rest;
        let ratio = self.limits.ratio;
        if size > self.limits.ratio_applies_above && size / ratio > data.len() as u64 {
            let message = format!("{} bytes become {size}: more than {ratio} times as much", data.len());
            self.entry(ProblemKind::RatioTooHigh, entry, message);
            return None;
        }
        self.inflate(entry, data)
    }

    fn most(&self, entry: &Entry) -> u64 {
        if is_manifest(entry) { self.limits.manifest_size } else { self.limits.entry_size }
    }

    /// Reads what an entry holds, but never more than one buffer beyond what it declares.
    fn inflate(&mut self, entry: &Entry, data: &[u8]) -> Option<Content> {
        let mut digest = Sha256::new();
        let mut crc = Crc::new();
        let mut bytes = Vec::new();
        let mut take = |part: &[u8]| {
            digest.update(part);
            crc.update(part);
            if is_manifest(entry) {
                bytes.extend_from_slice(part);
            }
        };
        let declared = u64::from(entry.header.size);
        let outcome = if entry.header.method == STORED {
            take(data);
            if data.len() as u64 == declared { Ok(()) } else { Err(size_differs(declared)) }
        } else {
            inflate(data, declared, &mut take)
        };
        if let Err((kind, message)) = outcome {
            self.entry(kind, entry, message);
            return None;
        }
        if crc.sum() != entry.header.crc32 {
            self.entry(ProblemKind::ChecksumMismatch, entry, "the contents do not have the CRC-32 of their header");
        }
        Some(Content { size: declared, sha256: hexadecimal(&digest.finalize()), bytes })
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

fn size_differs(declared: u64) -> (ProblemKind, String) {
    (ProblemKind::SizeMismatch, format!("the entry declares {declared} bytes and holds another number"))
}

/// Inflates raw deflate data in pieces; stops as soon as more comes out than was declared.
fn inflate(data: &[u8], declared: u64, take: &mut impl FnMut(&[u8])) -> Result<(), (ProblemKind, String)> {
    let damaged = || (ProblemKind::Damaged, "the compressed data cannot be read".to_owned());
    let mut stream = Decompress::new(false);
    let mut buffer = vec![0; 32 << 10];
    loop {
        let (read, written) = (stream.total_in(), stream.total_out());
        let input = data.get(read as usize..).unwrap_or_default();
        let status = stream.decompress(input, &mut buffer, FlushDecompress::None).map_err(|_| damaged())?;
        let made = stream.total_out() - written;
        take(buffer.get(..made as usize).unwrap_or_default());
        if stream.total_out() > declared {
            return Err(size_differs(declared));
        }
        match status {
            Status::StreamEnd => break,
            _ if made == 0 && stream.total_in() == read => return Err(damaged()),
            _ => {}
        }
    }
    if stream.total_out() != declared {
        return Err(size_differs(declared));
    }
    let behind = data.len() as u64 - stream.total_in();
    if behind > 0 {
        return Err((ProblemKind::StrayData, format!("{behind} bytes lie behind the compressed data of the entry")));
    }
    Ok(())
}

/// What is wrong with a name, were it unpacked on any system.
fn unsafe_name(name: &[u8], is_marked_as_utf8: bool) -> Option<(ProblemKind, &'static str)> {
    let complaint = |message| Some((ProblemKind::UnsafeName, message));
    let mut parts = name.split(|byte| matches!(byte, b'/' | b'\\'));
    let has_drive = matches!(name, [letter, b':', ..] if letter.is_ascii_alphabetic());
    if name.is_empty() {
        complaint("an entry has no name")
    } else if name.iter().any(u8::is_ascii_control) {
        complaint("the name has control characters")
    } else if parts.any(|part| part == b"..") {
        complaint("the name leads out of the folder it is unpacked to")
    } else if matches!(name, [b'/' | b'\\', ..]) || has_drive {
        complaint("the name is an absolute path")
    } else if name.contains(&b'\\') {
        complaint("the name has a backslash, which separates folders on some systems")
    } else if str::from_utf8(name).is_err() {
        complaint("the name is not UTF-8")
    } else if !name.is_ascii() && !is_marked_as_utf8 {
        complaint("the name has letters outside ASCII and is not marked as UTF-8")
    } else if name.ends_with(b"/") {
        Some((ProblemKind::Directory, "the entry is a folder"))
    } else {
        None
    }
}

/// A text out of a bundle that cannot play tricks on a terminal: bounded, and with escapes for control characters and
/// for those that turn the direction of writing.
pub fn shown(text: &str) -> String {
    const MOST: usize = 200;
    let mut shown = String::new();
    for (index, c) in text.chars().enumerate() {
        if index == MOST {
            shown.push('…');
            break;
        }
        match c {
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
                shown.extend(c.escape_unicode());
            }
            c if c.is_control() => shown.extend(c.escape_default()),
            c => shown.push(c),
        }
    }
    shown
}
