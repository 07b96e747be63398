//! One file that is going to be written: where it lies, what is there, and how it is replaced.

use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Write as _};

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::folder::{self, Identity};
use super::{Before, Streamed, TEMPORARY, changed_meanwhile};

/// Longer names of files are not taken over into those of temporary ones: systems allow 255 bytes.
const MAX_NAME: usize = 200;

/// What a process has open already has names below these.
const DESCRIPTORS: [&str; 4] = ["/dev/fd", "/dev/stderr", "/dev/stdout", "/proc/self/fd"];

/// What is going to be in a file.
#[derive(Clone, Copy)]
pub enum Contents<'w> {
    Bytes(&'w [u8]),
    Streamed(&'w Streamed),
}

impl Contents<'_> {
    fn write_to(self, file: File) -> Result<File> {
        let mut out = BufWriter::new(file);
        match self {
            Self::Bytes(bytes) => out.write_all(bytes)?,
            Self::Streamed(contents) => contents(&mut out)?,
        }
        Ok(out.into_inner().map_err(io::IntoInnerError::into_error)?)
    }
}

pub struct Target<'w> {
    /// As the command names it.
    pub path: &'w Utf8Path,
    /// Its name before the renames.
    present: &'w Utf8Path,
    /// Where it lies, at the end of links.
    place: Utf8PathBuf,
    /// Of the file that is there.
    metadata: Option<Metadata>,
    /// A device or pipe, which is written to and never replaced.
    pub is_stream: bool,
    contents: Contents<'w>,
    before: &'w Before,
}

impl<'w> Target<'w> {
    /// Looks at what is there.
    ///
    /// Fails when it is a folder, may only be read, is a link that leads nowhere, or cannot be looked at.
    pub fn find(path: &'w Utf8Path, present: &'w Utf8Path, contents: Contents<'w>, before: &'w Before) -> Result<Self> {
        if path.file_name().is_none() {
            bail!("{path} does not name a file");
        }
        let place = path.to_owned();
        let mut target = Self { path, present, place, metadata: None, is_stream: false, contents, before };
        let own = match fs::symlink_metadata(present) {
            Ok(own) => own,
            // A folder that is none is told when it is to be made.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(target);
            }
            Err(error) => return Err(error).with_context(|| format!("could not look at {path}")),
        };
        let metadata = fs::metadata(present).with_context(|| format!("could not follow the link {present}"))?;
        if metadata.is_dir() {
            bail!("could not write {path}: it is a folder");
        }
        if metadata.is_file() && metadata.permissions().readonly() {
            bail!("could not write {path}: it is read-only; allow writing to it first");
        }
        // `/dev/stdout` leads to a file that belongs to the shell.
        let is_open_already = DESCRIPTORS.iter().any(|descriptors| present.starts_with(descriptors));
        target.is_stream = !metadata.is_file() || is_open_already;
        if own.is_symlink() && !target.is_stream {
            let place = present.canonicalize_utf8();
            target.place = place.with_context(|| format!("could not follow the link {present}"))?;
        }
        target.metadata = Some(metadata);
        Ok(target)
    }

    /// Whether there is something in its place now.
    pub fn is_there(&self) -> bool {
        self.place.symlink_metadata().is_ok()
    }

    pub fn folder(&self) -> Utf8PathBuf {
        folder_of(&self.place)
    }

    /// Writes the file in full beside its target; `temporaries` gets its path as soon as it is there.
    pub fn stage(&self, temporaries: &mut Vec<Utf8PathBuf>) -> Result<Option<Utf8PathBuf>> {
        if self.is_stream {
            return Ok(None);
        }
        let folder = self.folder();
        let (path, file) = temporary(&folder, self.place.file_name().unwrap_or_default())
            .with_context(|| format!("could not write in {folder}"))?;
        temporaries.push(path.clone());
        let before = self.metadata.as_ref();
        before
            .map_or(Ok(()), |before| keep_attributes(&file, before))
            .map_err(anyhow::Error::from)
            .and_then(|()| self.contents.write_to(file))
            .and_then(|file| Ok(file.sync_all()?))
            .with_context(|| format!("could not write {}", self.path))?;
        Ok(Some(path))
    }

    /// Fails when the file is not what the plan was made from.
    pub fn check(&self) -> Result<()> {
        let read = || match fs::read(self.present) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("could not read {} again", self.present)),
        };
        let is_as_planned = match (self.before, self.contents) {
            (Before::Anything, _) => true,
            (Before::Bytes(before), _) => read()?.as_ref() == Some(before),
            (Before::Nothing, Contents::Bytes(wanted)) => read()?.is_none_or(|bytes| bytes == wanted),
            (Before::Nothing, Contents::Streamed(_)) => read()?.is_none(),
        };
        if is_as_planned { Ok(()) } else { Err(changed_meanwhile(self.path)) }
    }

    /// Puts the finished file into its place.
    pub fn replace(&self, temporary: Option<Utf8PathBuf>) -> Result<()> {
        let Some(temporary) = temporary else {
            let file = File::options().append(true).open(self.path);
            let written = file.map_err(anyhow::Error::from).and_then(|file| self.contents.write_to(file));
            return written.map(drop).with_context(|| format!("could not write {}", self.path));
        };
        fs::rename(temporary, &self.place).with_context(|| {
            let hint = if cfg!(windows) { "; a program that has it open must close it first" } else { "" };
            format!("could not put the new {} into its place{hint}", self.path)
        })
    }
}

/// The folder that a file lies in.
pub fn folder_of(path: &Utf8Path) -> Utf8PathBuf {
    path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new(".")).to_owned()
}

/// Each file once, also where links lead to one from two sides. The folders have to be there.
///
/// Fails when one file would get two contents.
pub fn distinct(targets: Vec<Target<'_>>) -> Result<Vec<Target<'_>>> {
    let mut distinct: Vec<Target<'_>> = Vec::new();
    let mut by_place: HashMap<(Identity, String), usize> = HashMap::new();
    for target in targets {
        let folder = target.folder();
        let identity = folder::identity(&folder).with_context(|| format!("could not look into {folder}"))?;
        let key = (identity, target.place.file_name().unwrap_or_default().to_owned());
        let twin = by_place.get(&key).and_then(|&at| distinct.get(at));
        match (twin, target.contents) {
            (None, _) => {
                by_place.insert(key, distinct.len());
                distinct.push(target);
            }
            (Some(Target { contents: Contents::Bytes(one), .. }), Contents::Bytes(other)) if *one == other => {}
            (Some(twin), _) => {
                return Err(anyhow!("{} and {} are one file, and would get two contents", twin.path, target.path));
            }
        }
    }
    Ok(distinct)
}

/// A new file that nobody else has.
fn temporary(folder: &Utf8Path, name: &str) -> io::Result<(Utf8PathBuf, File)> {
    /// More than one is only there when a process of the same number was killed in a folder that cannot be locked.
    const TRIES: usize = 100;
    let name = &name[..name.floor_char_boundary(MAX_NAME)];
    let process = std::process::id();
    let mut trouble = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..TRIES {
        let path = folder.join(format!(".{name}.{process}-{number}{TEMPORARY}"));
        match File::create_new(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => trouble = error,
            Err(error) => return Err(error),
        }
    }
    Err(trouble)
}

/// Gives a new file the mode and owner of the one that it is going to replace.
#[cfg(unix)]
fn keep_attributes(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let own = file.metadata()?;
    if (own.uid(), own.gid()) != (before.uid(), before.gid()) {
        // Only the superuser gives files away; whoever else may write here becomes the owner.
        let _ = fchown(file, Some(before.uid()), Some(before.gid()));
    }
    if own.mode() != before.mode() {
        file.set_permissions(before.permissions())?;
    }
    Ok(())
}

/// There is neither; a file that may only be read is not replaced.
#[cfg(not(unix))]
fn keep_attributes(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}
