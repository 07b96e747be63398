//! The files that a command is going to write or delete, as a value: it can be shown, or applied.
//!
//! Every file is written in full beside its target, synced, and renamed over it, while the folders are locked against other
//! connkits. What is no longer what the plan was made from is not overwritten.

mod folder;
mod target;

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io;
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

    /// Deletes a file, or a folder with what it holds, after everything else in its folder is in its place.
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
        for (number, batch) in self.batches(targets).iter().enumerate() {
            // What was done under locks that are gone now is no longer ours to take back.
            traces.is_final |= number > 0;
            traces.locks.clear();
            traces.locks = folder::lock(&batch.folders())?;
            batch.carry_out(traces)?;
        }
        Ok(())
    }

    /// Files and renames by folder, in their order, so many folders in each.
    fn batches<'w>(&'w self, targets: Vec<Target<'w>>) -> Vec<Batch<'w>> {
        let mut folders: HashMap<Utf8PathBuf, usize> = HashMap::new();
        let mut batches: BTreeMap<usize, Batch<'w>> = BTreeMap::new();
        let mut number = |folder| {
            let next = folders.len();
            *folders.entry(folder).or_insert(next) / MAX_FOLDERS
        };
        for rename in &self.renames {
            batches.entry(number(target::folder_of(&rename.0))).or_default().renames.push(rename);
        }
        for target in targets {
            batches.entry(number(target.folder())).or_default().targets.push(target);
        }
        for path in &self.removals {
            batches.entry(number(target::folder_of(path))).or_default().removals.push(path);
        }
        batches.into_values().collect()
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
}

/// What is done under one set of locks.
#[derive(Default)]
struct Batch<'w> {
    renames: Vec<&'w (Utf8PathBuf, Utf8PathBuf)>,
    targets: Vec<Target<'w>>,
    removals: Vec<&'w Utf8Path>,
}

impl Batch<'_> {
    /// Those that are to be locked.
    fn folders(&self) -> Vec<Utf8PathBuf> {
        let renamed = self.renames.iter().map(|(from, _)| target::folder_of(from));
        let written = self.targets.iter().filter(|target| !target.is_stream).map(Target::folder);
        renamed.chain(written).chain(self.removals.iter().map(|path| target::folder_of(path))).collect()
    }

    fn carry_out(&self, traces: &mut Traces) -> Result<()> {
        let mut staged = Vec::new();
        for target in &self.targets {
            staged.push(target.stage(&mut traces.temporaries)?);
        }
        for target in &self.targets {
            target.check()?;
        }
        for (from, to) in &self.renames {
            rename(from, to)?;
            traces.renamed.push(to.clone());
            traces.is_final = true;
        }
        for (target, temporary) in self.targets.iter().zip(staged) {
            traces.is_final |= target.is_there();
            target.replace(temporary)?;
            traces.done.push(target.path.to_owned());
        }
        for path in &self.removals {
            traces.is_final = true;
            remove(path)?;
            traces.removed.push((*path).to_owned());
        }
        Ok(())
    }
}

/// Fails when there is another file of the new name.
fn rename(from: &Utf8Path, to: &Utf8Path) -> Result<()> {
    // Where case makes no difference, a name in another case is the file itself.
    let is_itself = || {
        let identities = folder::identity(from).ok().zip(folder::identity(to).ok());
        from.as_str().eq_ignore_ascii_case(to.as_str()) && identities.is_some_and(|(one, other)| one == other)
    };
    let is_taken = match to.symlink_metadata() {
        Ok(_) => !is_itself(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(error).with_context(|| format!("could not look whether there is a {to} already")),
    };
    if is_taken {
        bail!("could not rename {from}: there is a {to} already; remove or rename one of them");
    }
    fs::rename(from, to).with_context(|| format!("could not rename {from} to {to}"))
}

/// Removes a file, or a folder with what it holds; what is gone already is fine.
fn remove(path: &Utf8Path) -> Result<()> {
    // A link goes itself, not what it leads to.
    let is_folder = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
    match if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) } {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.with_context(|| format!("could not delete {path}")),
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
    /// The new names of files.
    renamed: Vec<Utf8PathBuf>,
    removed: Vec<Utf8PathBuf>,
    /// Removing what is new would not bring back what was before.
    is_final: bool,
    /// Those that may still be there; most were renamed.
    temporaries: Vec<Utf8PathBuf>,
    /// Folders that were made, the outermost first.
    folders: Vec<Utf8PathBuf>,
    /// Held until all is told: nobody else writes while files are removed again.
    locks: Vec<File>,
}

impl Traces {
    /// Removes what nobody needs, and says what stays.
    fn told_with(mut self, error: anyhow::Error, writes: &Writes) -> anyhow::Error {
        if !self.is_final {
            // Without them everything is as it was.
            self.done.retain(|path| fs::remove_file(path).is_err());
        }
        let mut left: Vec<&Utf8Path> = Vec::new();
        for temporary in &self.temporaries {
            if fs::remove_file(temporary).is_err() && is_there(temporary) {
                left.push(temporary);
            }
        }
        for folder in self.folders.iter().rev() {
            // Those that hold finished files stay.
            if fs::remove_dir(folder).is_err() && self.done.is_empty() && is_there(folder) {
                left.push(folder);
            }
        }
        let mut told: Vec<String> = Vec::new();
        if [&self.done, &self.renamed, &self.removed].iter().any(|paths| !paths.is_empty()) {
            told.push(format!("only a part was done: {}; run again to finish", self.part(writes)));
        }
        if !left.is_empty() {
            told.push(format!("{} could not be removed and is left over; remove it", list(&left)));
        }
        if told.is_empty() { error } else { error.context(told.join("; ")) }
    }

    /// Which files are as they are to be, and which are not yet.
    fn part(&self, writes: &Writes) -> String {
        let files = writes.files.iter().map(|file| &file.path).chain(writes.streams.iter().map(|(path, _)| path));
        let old: Vec<_> = files.filter(|path| !self.done.contains(path)).collect();
        let unnamed: Vec<_> =
            writes.renames.iter().filter(|(_, to)| !self.renamed.contains(to)).map(|(from, _)| from).collect();
        let kept: Vec<_> = writes.removals.iter().filter(|path| !self.removed.contains(path)).collect();
        let parts = [
            ("new is", list(&self.done)),
            ("renamed is", list(&self.renamed)),
            ("as before is", list(&old)),
            ("not renamed is", list(&unnamed)),
            ("deleted is", list(&self.removed)),
            ("not deleted is", list(&kept)),
        ];
        let parts = parts.iter().filter(|(_, paths)| !paths.is_empty());
        parts.map(|(what, paths)| format!("{what} {paths}")).collect::<Vec<_>>().join(", ")
    }
}

/// Also where the system does not tell.
fn is_there(path: &Utf8Path) -> bool {
    fs::exists(path).unwrap_or(true)
}

fn list(paths: &[impl AsRef<Utf8Path>]) -> String {
    paths.iter().map(|path| format!("`{}`", path.as_ref())).collect::<Vec<_>>().join(", ")
}

/// The error of a file that is not what it was.
fn changed_meanwhile(path: &Utf8Path) -> anyhow::Error {
    anyhow!("{path} was changed by another program meanwhile, and is left as that made it; run again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_whose_name_differs_in_case_alone_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        let (from, to) = (folder.join("Icon.png"), folder.join("icon.png"));
        fs::write(&from, "one").unwrap();
        let is_case_sensitive = !to.exists();
        if is_case_sensitive {
            fs::write(&to, "other").unwrap();
        }
        let mut writes = Writes::new();
        writes.rename(from, to.clone());
        assert_eq!(writes.apply().is_err(), is_case_sensitive);
        assert_eq!(fs::read_to_string(to).unwrap(), if is_case_sensitive { "other" } else { "one" });
    }

    #[test]
    fn what_was_renamed_is_told_apart_from_what_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        for name in ["a", "b", "taken"] {
            fs::write(folder.join(name), name).unwrap();
        }
        let mut writes = Writes::new();
        writes.rename(folder.join("a"), folder.join("c"));
        writes.rename(folder.join("b"), folder.join("taken"));
        writes.add(folder.join("c"), "new");
        let told = format!("{:#}", writes.apply().unwrap_err()).replace(&format!("{folder}/"), "");
        assert_eq!(
            told,
            "only a part was done: renamed is `c`, as before is `c`, not renamed is `b`; run again to finish: \
             could not rename b: there is a taken already; remove or rename one of them"
        );
        assert_eq!(fs::read_to_string(folder.join("c")).unwrap(), "a");
    }
}
