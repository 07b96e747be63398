//! Names of entries: which are dangerous, and how they are shown.

use super::ProblemKind;

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
    } else if !name.is_ascii() && !is_marked_as_utf8 {
        Some((ProblemKind::NameEncoding, "the name has letters outside ASCII and is not marked as UTF-8"))
    } else {
        None
    }
}

/// A text out of an archive that cannot play tricks on a terminal: bounded, and with escapes for control characters and
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
