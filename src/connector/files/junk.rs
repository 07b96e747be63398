//! What systems and editors leave behind in folders.

const NAMES: [&str; 9] =
    [".ds_store", "__macosx", "__pycache__", "thumbs.db", "desktop.ini", ".vs", ".idea", "node_modules", "icon\r"];
const STARTS: [&str; 3] = ["._", "~$", ".~lock."];
const ENDINGS: [&str; 9] = [".bak", ".orig", ".rej", ".swp", ".swo", ".tmp", "~", ".lnk", ".pyc"];

/// Whether a file or folder of this name means nothing to anybody else.
pub fn is_junk(name: &str) -> bool {
    let name = name.to_lowercase();
    NAMES.contains(&name.as_str())
        || STARTS.iter().any(|start| name.starts_with(start))
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
}
