//! One connkit at a time writes into a clone; what one that was killed has left behind is cleared away by the next.
//!
//! A killed process leaves the lock of the branch that it was moving, over which git and libgit2 stumble for ever. So
//! the branch and its new tip are written down before it is moved. The lock of this module is the system's: it ends
//! with the process.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use git2::{Oid, Repository};

/// Below git's own folder: what connkit keeps there.
pub const FOLDER: &str = "connkit";

/// Held while a branch is moved.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Waits for other connkits that write into the same clone, then clears away what a killed one left.
    pub fn take(repository: &Repository) -> io::Result<Self> {
        let folder = repository.commondir().join(FOLDER);
        fs::create_dir_all(&folder)?;
        let path = folder.join("lock");
        let mut file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.lock() {
            // A file system without locks has seldom two users at once.
            Err(error) if error.kind() != io::ErrorKind::Unsupported => return Err(error),
            _ => {}
        }
        let mut note = String::new();
        file.read_to_string(&mut note)?;
        if let Some(left) = left_behind(repository.commondir(), &note) {
            fs::remove_file(left)?;
        }
        let mut lock = Self { file };
        lock.write("")?;
        Ok(lock)
    }

    /// Writes down which reference is going to be moved, and where to.
    pub fn announce(&mut self, reference: &str, commit: Oid) -> io::Result<()> {
        self.write(&format!("{commit} {reference}\n"))
    }

    /// The reference was moved, or will not be.
    pub fn forget(&mut self) -> io::Result<()> {
        self.write("")
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(text.as_bytes())
    }
}

/// The lock file of the noted reference, if it holds nothing else than a connkit would have written there.
fn left_behind(common: &Path, note: &str) -> Option<PathBuf> {
    let (commit, reference) = note.strip_suffix('\n')?.split_once(' ')?;
    let path = common.join(format!("{reference}.lock"));
    let content = fs::read_to_string(&path).ok()?;
    let is_ours = reference.starts_with("refs/heads/") && format!("{commit}\n").starts_with(&content);
    is_ours.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_lock_of_ours_is_cleared_away() {
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init_bare(folder.path()).unwrap();
        let left = folder.path().join("refs/heads/connkit/a.lock");
        fs::create_dir_all(left.parent().unwrap()).unwrap();
        let commit = Oid::hash_object(git2::ObjectType::Blob, b"x").unwrap();
        for (content, is_cleared) in [(String::new(), true), (format!("{commit}\n"), true), ("other".to_owned(), false)]
        {
            fs::write(&left, content).unwrap();
            let mut lock = Lock::take(&repository).unwrap();
            assert!(left.exists(), "nothing was announced");
            lock.announce("refs/heads/connkit/a", commit).unwrap();
            drop(lock);
            drop(Lock::take(&repository).unwrap());
            assert_eq!(!left.exists(), is_cleared);
        }
    }
}
