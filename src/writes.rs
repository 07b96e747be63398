//! The files that a command is going to write or delete, as a value: it can be shown, or applied.
//!
//! Every file is written to a temporary file beside its target, synced, and renamed over it.

use std::fs;
use std::io::{BufWriter, Write as _};
use std::rc::Rc;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

/// One file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    pub path: Utf8PathBuf,
    pub bytes: Vec<u8>,
}

/// What is too large to be held in memory, and can write itself.
pub type Streamed = Rc<dyn Fn(&mut dyn std::io::Write) -> Result<()>>;

/// A set of files to be written, in the order in which they were added; those that are streamed come last.
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

    pub fn add(&mut self, path: impl Into<Utf8PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.files.push(Write { path: path.into(), bytes: bytes.into() });
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

    /// Writes all files. First every file is written in full beside its target, then all are renamed into place,
    /// so a full disk or a missing permission leaves the targets as they were, and no file is ever half-written. Should a
    /// rename itself fail, the files before it are new and the others as they were. Missing folders are made.
    ///
    /// Fails when a file or folder cannot be written; temporary files are removed then.
    pub fn apply(&self) -> Result<()> {
        let mut staged: Vec<(Utf8PathBuf, &Utf8Path)> = Vec::new();
        let outcome = self.stage(&mut staged).and_then(|()| {
            self.carry_out_renames()?;
            for (temporary, target) in &staged {
                fs::rename(temporary, target)
                    .with_context(|| format!("could not move the finished file to {target}"))?;
            }
            self.carry_out_removals()
        });
        if outcome.is_err() {
            for (temporary, _) in &staged {
                // What was already renamed is gone from here; nothing is lost by trying.
                let _ = fs::remove_file(temporary);
            }
        }
        outcome
    }

    fn carry_out_renames(&self) -> Result<()> {
        for (from, to) in &self.renames {
            // Where case makes no difference, a name in another case is the file itself.
            let is_other_case = from.as_str().eq_ignore_ascii_case(to.as_str());
            if to.exists() && !is_other_case {
                bail!("could not rename {from}: there is a {to} already");
            }
            fs::rename(from, to).with_context(|| format!("could not rename {from} to {to}"))?;
        }
        Ok(())
    }

    fn carry_out_removals(&self) -> Result<()> {
        for path in &self.removals {
            // A link goes itself, not what it leads to.
            let is_folder = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
            let removed = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            removed.with_context(|| format!("could not delete {path}"))?;
        }
        Ok(())
    }

    fn stage<'a>(&'a self, staged: &mut Vec<(Utf8PathBuf, &'a Utf8Path)>) -> Result<()> {
        for Write { path, bytes } in &self.files {
            stage(path, staged, &|out| Ok(out.write_all(bytes)?))?;
        }
        for (path, contents) in &self.streams {
            stage(path, staged, &**contents)?;
        }
        Ok(())
    }
}

/// Writes one file in full beside its target.
fn stage<'a>(
    path: &'a Utf8Path,
    staged: &mut Vec<(Utf8PathBuf, &'a Utf8Path)>,
    contents: &dyn Fn(&mut dyn std::io::Write) -> Result<()>,
) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("could not make the folder {folder}"))?;
    let Some(name) = path.file_name() else { bail!("{path} does not name a file") };
    let temporary = folder.join(format!(".{name}.{}.connkit-tmp", std::process::id()));
    let out = fs::File::create(&temporary).with_context(|| format!("could not write in {folder}"))?;
    staged.push((temporary, path));
    let mut out = BufWriter::new(out);
    contents(&mut out)
        .and_then(|()| out.flush().map_err(anyhow::Error::from))
        .and_then(|()| out.get_ref().sync_all().map_err(anyhow::Error::from))
        .with_context(|| format!("could not write {path}"))
}
