//! The folders that files are written into: made, locked, and cleared of what killed processes left.
//!
//! Must not touch a file of the user's.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::is_temporary;

/// Makes a folder and those above it; `made` gets those that were not there, the outermost first.
pub fn make(folder: &Utf8Path, made: &mut Vec<Utf8PathBuf>) -> Result<()> {
    let missing: Vec<&Utf8Path> =
        folder.ancestors().take_while(|folder| !folder.as_str().is_empty() && !folder.is_dir()).collect();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_owned()),
            // Another process was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(error) => return Err(error).with_context(|| format!("could not make the folder {folder}")),
        }
    }
    Ok(())
}

/// Which folder or file it is, by whatever name; in the same order for all processes.
#[cfg(unix)]
pub type Identity = (u64, u64);
#[cfg(not(unix))]
pub type Identity = std::path::PathBuf;

/// Fails when it is not there.
pub fn identity(path: &Utf8Path) -> io::Result<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let metadata = fs::metadata(path)?;
        Ok((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    fs::canonicalize(path)
}

/// Waits until no other connkit writes into the folders, and keeps others away as long as the locks live; each is the
/// system's, so it ends with the process. What a killed connkit left in them is removed.
///
/// A folder that cannot be locked, as on some network drives, is written to without. Fails when another connkit does not
/// come to an end.
pub fn lock(folders: &[Utf8PathBuf]) -> Result<Vec<File>> {
    // Each once, in one order: else a process would wait for itself, or two for each other.
    let distinct: BTreeMap<Identity, &Utf8PathBuf> =
        folders.iter().filter_map(|folder| Some((identity(folder).ok()?, folder))).collect();
    let mut locks = Vec::new();
    for folder in distinct.into_values() {
        if let Some(lock) = lock_one(folder)? {
            clear(folder);
            locks.push(lock);
        }
    }
    Ok(locks)
}

fn lock_one(folder: &Utf8Path) -> Result<Option<File>> {
    const PAUSE: Duration = Duration::from_millis(10);
    const PAUSES: usize = 6000;
    for _ in 0..PAUSES {
        match try_lock(folder) {
            Ok(lock) => return Ok(Some(lock)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
        }
    }
    bail!("another connkit has been writing into {folder} for a minute; end it, then run again")
}

/// Locks the folder itself, so that nothing is left in it.
#[cfg(unix)]
fn try_lock(folder: &Utf8Path) -> Result<File, TryLockError> {
    let file = File::open(folder).map_err(TryLockError::Error)?;
    file.try_lock().map(|()| file)
}

/// Opens a file that nobody else can open then, and that goes with the process: Windows does not lock folders.
#[cfg(windows)]
fn try_lock(folder: &Utf8Path) -> Result<File, TryLockError> {
    use std::os::windows::fs::OpenOptionsExt as _;
    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const ERROR_SHARING_VIOLATION: i32 = 32;
    let mut options = File::options();
    options.write(true).create(true).truncate(false).share_mode(0).custom_flags(FILE_FLAG_DELETE_ON_CLOSE);
    let opened = options.open(folder.join(format!(".lock{}", super::TEMPORARY)));
    opened.map_err(|error| match error.raw_os_error() {
        Some(ERROR_SHARING_VIOLATION) => TryLockError::WouldBlock,
        _ => TryLockError::Error(error),
    })
}

#[cfg(not(any(unix, windows)))]
fn try_lock(_: &Utf8Path) -> Result<File, TryLockError> {
    Err(TryLockError::Error(io::ErrorKind::Unsupported.into()))
}

/// Removes temporary files; who made them is dead, since the folder is locked.
fn clear(folder: &Utf8Path) {
    let entries = folder.read_dir_utf8().into_iter().flatten().filter_map(Result::ok);
    for entry in entries.filter(|entry| is_temporary(entry.file_name())) {
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            // What cannot be removed does no harm: it is never read.
            let _ = fs::remove_file(entry.path());
        }
    }
}
