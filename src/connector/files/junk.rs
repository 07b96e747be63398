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

/// What an open editor keeps, and may need to bring back unsaved work.
const IN_USE_STARTS: [&str; 2] = ["~$", ".~lock."];
const IN_USE_ENDINGS: [&str; 2] = [".swp", ".swo"];

/// Whether a program that is running may have made it and still use it.
pub fn is_in_use(name: &str) -> bool {
    let name = name.to_lowercase();
    IN_USE_STARTS.iter().any(|start| name.starts_with(start)) || IN_USE_ENDINGS.iter().any(|end| name.ends_with(end))
}

/// Folders that come back by themselves where they are needed, and hold no settings of anybody.
const MADE_BY_THEMSELVES: [&str; 2] = ["__macosx", "__pycache__"];

/// Whether a folder of junk holds nothing that anybody wrote or installed.
pub fn is_made_by_itself(name: &str) -> bool {
    MADE_BY_THEMSELVES.contains(&name.to_lowercase().as_str())
}
