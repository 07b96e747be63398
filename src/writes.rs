//! The files that a command is going to write, as a value: it can be shown, or applied.
//!
//! Every file is written to a temporary file beside its target, synced, and renamed over it.

use std::fs;
use std::io::Write as _;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

/// One file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    pub path: Utf8PathBuf,
    pub bytes: Vec<u8>,
}

/// A set of files to be written, in the order in which they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writes {
    files: Vec<Write>,
    renames: Vec<(Utf8PathBuf, Utf8PathBuf)>,
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

    pub fn files(&self) -> &[Write] {
        &self.files
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.renames.is_empty()
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
            Ok(())
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

    fn stage<'a>(&'a self, staged: &mut Vec<(Utf8PathBuf, &'a Utf8Path)>) -> Result<()> {
        for file in &self.files {
            let folder = file.path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
            fs::create_dir_all(folder).with_context(|| format!("could not make the folder {folder}"))?;
            let Some(name) = file.path.file_name() else { bail!("{} does not name a file", file.path) };
            let temporary = folder.join(format!(".{name}.{}.connkit-tmp", std::process::id()));
            let mut out = fs::File::create(&temporary).with_context(|| format!("could not write in {folder}"))?;
            staged.push((temporary, &file.path));
            out.write_all(&file.bytes)
                .and_then(|()| out.sync_all())
                .with_context(|| format!("could not write {}", file.path))?;
        }
        Ok(())
    }
}
