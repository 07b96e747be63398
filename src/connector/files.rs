//! Where the files of a connector come from: a folder on disk, a commit, or memory.
//!
//! Besides `writes`, this is the only place below the command line that touches the disk.

mod git_changes;
mod git_tree;
mod junk;
mod overlay;

use std::fs;
use std::io::{self, Read as _};

use camino::{Utf8Path, Utf8PathBuf};

use crate::writes::is_temporary;

pub use git_changes::{Staged, Touched, touched_since};
pub use git_tree::{GitTree, holds, merge_base, repository_of};
pub use overlay::Overlay;

/// What an entry of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    File,
    Folder,
    /// A link to a folder, a device, or something else that is no file.
    Other,
}

/// One entry of a connector's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub kind: EntryKind,
    /// In bytes; 0 for what is no file.
    pub size: u64,
}

impl Entry {
    /// Whether it is what systems and editors leave behind.
    pub fn is_junk(&self) -> bool {
        junk::is_junk(&self.name)
    }

    /// Whether it is junk that no program still uses, so that nobody misses it.
    pub fn is_left_over(&self) -> bool {
        let is_here = match self.kind {
            EntryKind::File => true,
            EntryKind::Folder => junk::is_made_by_itself(&self.name),
            EntryKind::Other => false,
        };
        self.is_junk() && is_here && !junk::is_in_use(&self.name)
    }

    /// Whether its name says that it is not to be seen.
    pub fn is_hidden(&self) -> bool {
        self.name.starts_with('.')
    }
}

/// The files of one folder.
pub trait Files {
    /// The entries, sorted by name.
    fn entries(&self) -> io::Result<Vec<Entry>>;

    /// The bytes of a file, at most `limit` of them.
    fn read(&self, name: &str, limit: u64) -> io::Result<Vec<u8>>;

    /// The name of the folder, where it has one.
    fn folder_name(&self) -> Option<String> {
        None
    }
}

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct Folder(pub Utf8PathBuf);

impl Folder {
    /// The entries as in [`Files::entries`], all files with the size zero: takes a fraction of the time.
    pub fn entries_unmeasured(&self) -> io::Result<Vec<Entry>> {
        self.list(false)
    }

    fn list(&self, measured: bool) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            // A name that is not UTF-8 is no artifact's; it is kept so that it can be named.
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_temporary(&name) {
                // What another connkit is just writing, or was when it was killed, is no part of the connector.
                continue;
            }
            let file_type = entry.file_type()?;
            let (kind, size) = if file_type.is_dir() {
                (EntryKind::Folder, 0)
            } else if file_type.is_file() && !measured {
                (EntryKind::File, 0)
            } else {
                // Links to files are followed; links to folders are not, so that loops do no harm.
                match fs::metadata(entry.path()) {
                    Ok(metadata) if metadata.is_file() => (EntryKind::File, metadata.len()),
                    // Why it cannot be looked at is told when it is read.
                    Err(error) if error.kind() != io::ErrorKind::NotFound => (EntryKind::File, 0),
                    _ => (EntryKind::Other, 0),
                }
            };
            entries.push(Entry { name, kind, size });
        }
        entries.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(entries)
    }
}

impl Files for Folder {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        self.list(true)
    }

    fn read(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        read_file(&self.0.join(name), limit)
    }

    fn folder_name(&self) -> Option<String> {
        absolute(&self.0).file_name().map(str::to_owned)
    }
}

/// The path from the root, links not followed; the path itself where the system cannot tell.
pub fn absolute(path: &Utf8Path) -> Utf8PathBuf {
    let absolute = std::path::absolute(path).ok().and_then(|path| Utf8PathBuf::from_path_buf(path).ok());
    let absolute = absolute.unwrap_or_else(|| path.to_owned());
    // `..` is resolved by name only, which is enough to find the names of parents.
    let mut plain = Utf8PathBuf::new();
    for component in absolute.components() {
        match component {
            camino::Utf8Component::ParentDir => drop(plain.pop()),
            camino::Utf8Component::CurDir => {}
            other => plain.push(other.as_str()),
        }
    }
    plain
}

/// One file on disk, taken alone.
#[derive(Clone, Debug)]
pub struct SingleFile(pub Utf8PathBuf);

impl Files for SingleFile {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        let size = fs::metadata(&self.0)?.len();
        let name = self.0.file_name().unwrap_or_default().to_owned();
        Ok(vec![Entry { name, kind: EntryKind::File, size }])
    }

    fn read(&self, _name: &str, limit: u64) -> io::Result<Vec<u8>> {
        read_file(&self.0, limit)
    }
}

fn read_file(path: &Utf8Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = fs::File::open(path)?;
    let mut bytes = Vec::with_capacity(file.metadata()?.len().min(limit) as usize);
    file.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Files that exist only in memory; a name such as `images/logo.png` makes a folder.
#[derive(Clone, Debug, Default)]
pub struct Memory(Vec<(String, Vec<u8>)>);

impl Memory {
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort();
        Self(files)
    }
}

impl Files for Memory {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        let mut entries: Vec<Entry> = Vec::new();
        for (name, bytes) in &self.0 {
            let entry = match name.split_once('/') {
                None => Entry { name: name.clone(), kind: EntryKind::File, size: bytes.len() as u64 },
                Some((folder, _)) => Entry { name: folder.to_owned(), kind: EntryKind::Folder, size: 0 },
            };
            if entries.last() != Some(&entry) {
                entries.push(entry);
            }
        }
        Ok(entries)
    }

    fn read(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        let (_, bytes) =
            self.0.iter().find(|(candidate, _)| candidate == name).ok_or(io::Error::from(io::ErrorKind::NotFound))?;
        Ok(bytes[..bytes.len().min(limit as usize)].to_vec())
    }
}
