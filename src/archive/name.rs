//! Names of entries: which are dangerous, and how they are shown.

use super::ProblemKind;
use crate::portable;
use crate::text;

/// What is wrong with a name, were it unpacked on any system.
pub fn complaint(name: &[u8], is_marked_as_utf8: bool) -> Option<(ProblemKind, &'static str)> {
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
        Some((ProblemKind::Backslash, "the name has a backslash, which separates folders on some systems"))
    } else if str::from_utf8(name).is_err() {
        complaint("the name is not UTF-8")
    } else if let Some(obstacle) = obstacle(name) {
        complaint(obstacle)
    } else if !name.is_ascii() && !is_marked_as_utf8 {
        Some((ProblemKind::NameEncoding, "the name has letters outside ASCII and is not marked as UTF-8"))
    } else {
        None
    }
}

/// Why some system could not unpack a file or a folder of the name.
fn obstacle(name: &[u8]) -> Option<&'static str> {
    let name = String::from_utf8_lossy(name);
    name.split('/').filter(|part| *part != ".").find_map(portable::obstacle)
}

/// A text out of an archive that cannot play tricks on a terminal: bounded, and printable.
pub fn shown(text: &str) -> String {
    const MOST: usize = 200;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text::printable(&text[..end])),
        None => text::printable(text).into_owned(),
    }
}
