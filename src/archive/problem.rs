//! What can be wrong with an archive, as a value.

use std::fmt;

use super::shown;

/// One thing that is wrong with an archive, or with what a bundle says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    /// The entry's name, fit to be shown; `None` when the whole archive is meant.
    pub entry: Option<String>,
    pub message: String,
}

impl Problem {
    pub fn of_archive(kind: ProblemKind, message: impl Into<String>) -> Self {
        Self { kind, entry: None, message: message.into() }
    }

    pub fn of_entry(kind: ProblemKind, name: &[u8], message: impl Into<String>) -> Self {
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
    /// A feature of zip that is not read: zip64, other methods than deflate; in bundles also data descriptors.
    Unsupported,
    TooManyEntries,
    /// One entry, the sum of all, or the zip itself exceeds the limit.
    TooLarge,
    /// An entry inflates to suspiciously much.
    RatioTooHigh,
    /// The name leads elsewhere when unpacked, or is read differently by different tools.
    UnsafeName,
    /// The name has a backslash where folders are separated by slashes.
    Backslash,
    /// The name has letters outside ASCII and does not say in which encoding.
    NameEncoding,
    Directory,
    /// A symbolic link, a device, or a file with special permissions.
    NotRegular,
    DuplicateName,
    NamesDifferInCase,
    /// Of bundles only, as all that follow.
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
