//! The file name of a bundle, made from what its author called the connector: safe on every system.

use super::checksum;

const NAME_LENGTH: usize = 80;
const VERSION_LENGTH: usize = 40;
/// As many digits of the name's SHA-256 as tell two names apart that look alike in plain letters.
const DIGEST_LENGTH: usize = 8;

/// `<name>-<version>.zip`.
pub(super) fn of(name: &str, version: &str) -> String {
    format!("{}.zip", stem(name, version))
}

/// `<name>-<version>` in ASCII letters, digits, hyphens and dots.
///
/// Letters outside ASCII are left out, for file systems disagree on how they are written (composed or not), and tools on
/// how they are encoded. Where something was left out, digits of the name's SHA-256 are added, so two names that differ
/// never meet. The hyphen before the version keeps names that Windows reserves (`con`, `nul`, ...) from standing alone.
pub fn stem(name: &str, version: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let mut slug = hyphenated(&lower, |c| c.is_ascii_alphanumeric());
    let is_whole = slug.len() <= NAME_LENGTH && !name.chars().any(|c| !c.is_ascii() && c.is_alphanumeric());
    slug.truncate(NAME_LENGTH);
    let mut slug = slug.trim_end_matches('-').to_owned();
    if slug.is_empty() {
        "connector".clone_into(&mut slug);
    }
    if !is_whole {
        let digest = checksum::sha256(name.as_bytes());
        slug = format!("{slug}-{}", &digest[..DIGEST_LENGTH]);
    }
    let mut version = hyphenated(version, |c| c.is_ascii_alphanumeric() || c == '.');
    version.truncate(VERSION_LENGTH);
    let version = match version.trim_matches(['.', '-']) {
        "" => "0",
        version => version,
    };
    format!("{slug}-{version}")
}

/// The text in ASCII with one hyphen for each run of characters that are not kept, and none at the ends.
fn hyphenated(text: &str, keeps: impl Fn(char) -> bool) -> String {
    let words: Vec<&str> = text.split(|c| !keeps(c)).filter(|word| !word.is_empty()).collect();
    words.join("-")
}
