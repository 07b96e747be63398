//! The files that a command is going to write or delete, as a value: it can be shown, or applied.
//!
//! Every file is written in full beside its target, synced, and renamed over it, while the folders are locked against other
//! connkits. What is no longer what the plan was made from is not overwritten.

mod folder;
mod target;

use std::fs;
use std::rc::Rc;

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};

use target::{Contents, Target};

/// So many folders are written to at once; more would be too many open files for some systems.
const MAX_FOLDERS: usize = 100;

/// How the names of files end that are not yet in their place.
const TEMPORARY: &str = ".connkit-tmp";

/// One file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    pub path: Utf8PathBuf,
    pub bytes: Vec<u8>,
    before: Before,
}

/// What has to be there when a file is written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Before {
    Anything,
    /// No file, or the very bytes that are to be written.
    Nothing,
    Bytes(Vec<u8>),
}

/// What is too large to be held in memory, and can write itself.
pub type Streamed = Rc<dyn Fn(&mut dyn std::io::Write) -> Result<()>>;

/// A set of files to be written, in the order in which they were added; those that are streamed come last.
///
/// A process can be killed between any two of them. So the file that tells another run that nothing is left to do is
/// added last.
#[derive(Clone, Default)]
pub struct Writes {
    files: Vec<Write>,
    renames: Vec<(Utf8PathBuf, Utf8PathBuf)>,
    removals: Vec<Utf8PathBuf>,
    streams: Vec<(Utf8PathBuf, Streamed)>,
}

impl Writes {
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a file in place of whatever is there.
    pub fn add(&mut self, path: impl Into<Utf8PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.files.push(Write { path: path.into(), bytes: bytes.into(), before: Before::Anything });
    }

    /// Writes a file in place of the bytes that were read of it; `None` where there was none.
    pub fn edit(&mut self, path: impl Into<Utf8PathBuf>, before: Option<Vec<u8>>, bytes: impl Into<Vec<u8>>) {
        let before = before.map_or(Before::Nothing, Before::Bytes);
        self.files.push(Write { path: path.into(), bytes: bytes.into(), before });
    }

    /// Gives a file another name before anything is written.
    pub fn rename(&mut self, from: impl Into<Utf8PathBuf>, to: impl Into<Utf8PathBuf>) {
        self.renames.push((from.into(), to.into()));
    }

    /// Deletes a file, or a folder with what it holds, after everything else is in its place.
    pub fn remove(&mut self, path: impl Into<Utf8PathBuf>) {
        self.removals.push(path.into());
    }

    pub fn add_stream(&mut self, path: impl Into<Utf8PathBuf>, contents: Streamed) {
        self.streams.push((path.into(), contents));
    }

    pub fn files(&self) -> &[Write] {
        &self.files
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.renames.is_empty() && self.removals.is_empty() && self.streams.is_empty()
    }

    /// Writes all files. First every file is written in full beside its target, then all are renamed into place, so a full
    /// disk or a missing permission leaves the targets as they were, and no file is ever half-written. More than
    /// [`MAX_FOLDERS`] folders are written one batch after the other. Missing folders are made; links are followed; mode and
    /// owner of a file stay.
    ///
    /// Fails when a file or folder cannot be written, a file may only be read, or is no longer what the plan was made
    /// from. The error tells which files are new, should a rename fail after others, and what could not be removed.
    pub fn apply(&self) -> Result<()> {
        let mut traces = Traces::default();
        self.carry_out(&mut traces).map_err(|error| traces.told_with(error, self))
    }

    fn carry_out(&self, traces: &mut Traces) -> Result<()> {
        let targets = self.targets()?;
        for target in &targets {
            folder::make(&target.folder(), &mut traces.folders)?;
        }
        let targets = target::distinct(targets)?;
        let folders: Vec<Utf8PathBuf> = self.renames.iter().map(|(from, _)| target::folder_of(from)).collect();
        // Where there is only something to rename, one batch is empty.
        for (number, batch) in target::batches(&targets, MAX_FOLDERS).into_iter().enumerate() {
            let renamed = if number == 0 { folders.as_slice() } else { &[] };
            let files = batch.iter().filter(|target| !target.is_stream);
            let folders: Vec<Utf8PathBuf> = files.map(Target::folder).chain(renamed.iter().cloned()).collect();
            let _locks = folder::lock(&folders);
            let mut staged = Vec::new();
            for target in batch {
                staged.push(target.stage(&mut traces.temporaries)?);
            }
            for target in batch {
                target.check()?;
            }
            if number == 0 {
                self.carry_out_renames(traces)?;
            }
            for (target, temporary) in batch.iter().zip(staged) {
                target.replace(temporary)?;
                traces.done.push(target.path.to_owned());
                traces.replaces |= !target.is_new();
            }
        }
        let folders: Vec<Utf8PathBuf> = self.removals.iter().map(|path| target::folder_of(path)).collect();
        let _locks = folder::lock(&folders);
        self.carry_out_removals(traces)
    }

    /// The files as they lie on the disk now.
    fn targets(&self) -> Result<Vec<Target<'_>>> {
        let files = self.files.iter().map(|file| (&file.path, Contents::Bytes(&file.bytes), &file.before));
        let streams =
            self.streams.iter().map(|(path, contents)| (path, Contents::Streamed(contents), &Before::Anything));
        let mut targets = Vec::new();
        for (path, contents, before) in files.chain(streams) {
            let rename = self.renames.iter().find(|(_, to)| to == path);
            targets.push(Target::find(path, rename.map_or(path, |(from, _)| from), contents, before)?);
        }
        Ok(targets)
    }

    fn carry_out_renames(&self, traces: &mut Traces) -> Result<()> {
        for (from, to) in &self.renames {
            // Where case makes no difference, a name in another case is the file itself.
            let is_other_case = from.as_str().eq_ignore_ascii_case(to.as_str());
            if to.exists() && !is_other_case {
                bail!("could not rename {from}: there is a {to} already");
            }
            fs::rename(from, to).with_context(|| format!("could not rename {from} to {to}"))?;
            traces.done.push(to.clone());
            traces.replaces = true;
        }
        Ok(())
    }

    fn carry_out_removals(&self, traces: &mut Traces) -> Result<()> {
        for path in &self.removals {
            // A link goes itself, not what it leads to.
            let is_folder = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
            let removed = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            removed.with_context(|| format!("could not delete {path}"))?;
            traces.replaces = true;
        }
        Ok(())
    }
}

/// Whether a file of this name is one that a connkit has not put into its place yet, or never will: it was killed.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(TEMPORARY)
}

/// What a run has done to the disk so far.
#[derive(Default)]
struct Traces {
    /// Files that are new, in their place.
    done: Vec<Utf8PathBuf>,
    /// Not all of them were added: there was something before.
    replaces: bool,
    /// Those that may still be there; most were renamed.
    temporaries: Vec<Utf8PathBuf>,
    /// Folders that were made, the outermost first.
    folders: Vec<Utf8PathBuf>,
}

impl Traces {
    /// Removes what nobody needs, and says what stays.
    fn told_with(mut self, error: anyhow::Error, writes: &Writes) -> anyhow::Error {
        if !self.replaces {
            // Without them everything is as it was.
            self.done.retain(|path| fs::remove_file(path).is_err());
        }
        let mut left: Vec<&Utf8Path> = Vec::new();
        for temporary in &self.temporaries {
            if fs::remove_file(temporary).is_err() && temporary.exists() {
                left.push(temporary);
            }
        }
        for folder in self.folders.iter().rev() {
            // Those that hold finished files stay.
            if fs::remove_dir(folder).is_err() && self.done.is_empty() && folder.exists() {
                left.push(folder);
            }
        }
        let mut told: Vec<String> = Vec::new();
        if !self.done.is_empty() {
            let renamed = writes.renames.iter().map(|(_, to)| to);
            let all = renamed
                .chain(writes.files.iter().map(|file| &file.path))
                .chain(writes.streams.iter().map(|(path, _)| path));
            let old: Vec<&Utf8PathBuf> = all.filter(|path| !self.done.contains(path)).collect();
            told.push(format!(
                "only a part was done: new is {}, as before is {}; run again to finish",
                list(&self.done),
                list(&old)
            ));
        }
        if !left.is_empty() {
            told.push(format!("{} could not be removed and is left over; remove it", list(&left)));
        }
        if told.is_empty() { error } else { error.context(told.join("; ")) }
    }
}

fn list(paths: &[impl AsRef<Utf8Path>]) -> String {
    paths.iter().map(|path| format!("`{}`", path.as_ref())).collect::<Vec<_>>().join(", ")
}

/// The error of a file that is not what it was.
fn changed_meanwhile(path: &Utf8Path) -> anyhow::Error {
    anyhow!("{path} was changed by another program meanwhile, and is left as that made it; run again")
}
