//! What the name of a connector's folder may look like. The folder lies in a public repository that people check out
//! on all systems (requirement 9.02). Facts about names only.

use crate::portable;

/// A path component of more characters makes trouble on Windows long before its limit of 255.
const MAX_CHARACTERS: usize = 100;

/// Whether the folders of published connectors have this character in their names.
pub fn is_usual(character: char) -> bool {
    character.is_alphanumeric() || " -'().&".contains(character)
}

/// What is wrong with a name.
pub fn defect(name: &str) -> Option<String> {
    if !name.contains(char::is_alphanumeric) {
        Some("it has no letter or digit".to_owned())
    } else if let Some(c) = name.chars().find(|&c| !is_usual(c)) {
        Some(format!("it has the character `{}`", c.escape_debug()))
    } else if name.starts_with(['.', '-', ' ']) || name.ends_with(['.', ' ']) {
        Some("it begins or ends with a dot or blank, or begins with a hyphen".to_owned())
    } else if portable::is_reserved(name) {
        Some("Windows keeps this name for a device".to_owned())
    } else if name.chars().count() > MAX_CHARACTERS {
        Some(format!("it has more than {MAX_CHARACTERS} characters"))
    } else {
        None
    }
}
