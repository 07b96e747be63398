//! What the name of a connector's folder may look like. The folder lies in a public repository that people check out
//! on all systems (requirement 9.02). Facts about names only.

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
    } else if is_reserved(name) {
        Some("Windows keeps this name for a device".to_owned())
    } else if name.chars().count() > MAX_CHARACTERS {
        Some(format!("it has more than {MAX_CHARACTERS} characters"))
    } else {
        None
    }
}

/// Whether every system can have a folder of this name.
pub fn is_portable(name: &str) -> bool {
    let is_forbidden = |c: char| c.is_control() || r#"<>:"/\|?*"#.contains(c);
    !name.contains(is_forbidden) && !name.ends_with(['.', ' ']) && !is_reserved(name)
}

/// Device names of Windows, which are reserved with any extension too.
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" => true,
        _ => stem
            .strip_prefix("COM")
            .or_else(|| stem.strip_prefix("LPT"))
            .is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9'])),
    }
}
