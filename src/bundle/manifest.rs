//! `manifest.json`: what a bundle says about itself, as a versioned format.
//!
//! The order of the fields here is the order of the keys in the file. A change of either is a new [`FORMAT`].

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::publisher_kind::PublisherKind;

/// The name under which the manifest lies in a bundle.
pub const MANIFEST_NAME: &str = "manifest.json";

/// The format of the manifest that this connkit writes and the newest that it reads.
pub const FORMAT: u64 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    pub format: u64,
    /// The connector's name, as its definition gives it.
    pub name: String,
    pub version: String,
    #[serde(deserialize_with = "publisher_kind")]
    pub publisher_kind: PublisherKind,
    /// The version of connkit that made the bundle.
    pub tool_version: String,
    pub validation: Validation,
    /// Every file of the bundle except the manifest itself, sorted by name.
    pub files: Vec<Entry>,
}

/// One file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub name: String,
    pub size: u64,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

/// What validation said when the bundle was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "camelCase", deny_unknown_fields)]
pub enum Validation {
    Skipped,
    Done { errors: u64, warnings: u64, hints: u64 },
}

impl Manifest {
    /// Two-space JSON with a final newline.
    pub(super) fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("a struct of strings and numbers is always JSON");
        json.push(b'\n');
        json
    }
}

/// Only the format of a manifest, which is read first: the rest may mean something else in a newer one.
#[derive(Deserialize)]
pub(super) struct FormatOnly {
    pub format: u64,
}

fn publisher_kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PublisherKind, D::Error> {
    let name = String::deserialize(deserializer)?;
    PublisherKind::of_name(&name)
        .ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&name), &"verified, independent or custom"))
}
