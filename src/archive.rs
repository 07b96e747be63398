//! Zip archives: reading them without trusting them, and writing them with every byte fixed.
//!
//! Works on bytes in memory and on readers that it is handed; never unpacks, and knows nothing of bundles, packages or
//! connectors. What is wrong with an archive is a [`Problem`], never an error.

mod container;
mod data;
mod name;
mod problem;
mod reader;
#[cfg(test)]
mod tests;
mod writer;

pub use container::{Dialect, Entry, UTF8, read};
pub use data::{Budget, Limits, inflate, read_data};
pub use name::{complaint, shown};
pub use problem::{Problem, ProblemKind};
pub use reader::{Archive, Item};
pub use writer::{Layout, Member, Open, Source};

/// What an entry is, other than a regular file; `None` when it is one, or a folder that its name shows.
pub fn irregular(entry: &Entry) -> Option<(ProblemKind, &'static str)> {
    const DOS_DIRECTORY: u32 = 0x10;
    let mode = entry.external_attributes >> 16;
    let is_directory = mode & 0o170_000 == 0o040_000 || entry.external_attributes & DOS_DIRECTORY != 0;
    let what = match mode & 0o170_000 {
        _ if is_directory && entry.header.name.ends_with(b"/") => return None,
        _ if is_directory => return Some((ProblemKind::Directory, "the entry is a folder")),
        0o120_000 => "the entry is a symbolic link",
        0 | 0o100_000 if mode & 0o7000 != 0 => "the entry is a file with special permissions",
        0 | 0o100_000 => return None,
        _ => "the entry is a device or something else that is no file",
    };
    Some((ProblemKind::NotRegular, what))
}
