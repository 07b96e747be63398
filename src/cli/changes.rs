//! Changed files as `fix` and `fmt` carry them out: written, shown as a difference, or only told.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::mem;

use anyhow::Result;
use camino::{Utf8Path, Utf8PathBuf};
use similar::TextDiff;

use super::{Outcome, status};
use crate::fix::{Changed, Picture};
use crate::project::shown;
use crate::writes::Writes;

/// Whether changes are made, or only looked at.
#[derive(clap::Args)]
pub struct Mode {
    /// Write nothing, only say whether something would change (exit code 1 if so)
    #[arg(long)]
    pub check: bool,

    /// Write nothing, show what would change (exit code 1 if something would)
    #[arg(long)]
    pub diff: bool,
}

impl Mode {
    fn looks_only(&self) -> bool {
        self.check || self.diff
    }
}

/// Prints the difference of a file's texts.
pub fn show(path: &Utf8Path, before: &str, after: &str) -> Result<()> {
    let path = shown(path);
    let diff = TextDiff::from_lines(before, after);
    write!(anstream::stdout().lock(), "{}", diff.unified_diff().context_radius(3).header(&path, &path))?;
    Ok(())
}

/// What is done to files, by their paths.
#[derive(Default)]
pub struct Changes {
    /// Old and new path.
    pub renames: Vec<(Utf8PathBuf, Utf8PathBuf)>,
    /// Under the new path where the file is renamed, too.
    pub texts: Vec<(Utf8PathBuf, Changed)>,
    pub pictures: Vec<(Utf8PathBuf, Picture)>,
    /// Files and folders that go.
    pub removals: Vec<Utf8PathBuf>,
}

impl Changes {
    /// Takes over those of one more connector. What is only looked at is shown at once, and only its paths are kept: the
    /// texts of a large tree would fill the memory.
    pub fn add(&mut self, mut other: Self, mode: &Mode) -> Result<()> {
        if mode.diff {
            other.show()?;
        }
        if mode.looks_only() {
            for (_, file) in &mut other.texts {
                file.before = file.before.is_some().then(String::new);
                file.original = None;
                file.after = String::new();
            }
            for (_, picture) in &mut other.pictures {
                picture.before = None;
                picture.bytes = Vec::new();
            }
        }
        self.renames.append(&mut other.renames);
        self.texts.append(&mut other.texts);
        self.pictures.append(&mut other.pictures);
        self.removals.append(&mut other.removals);
        Ok(())
    }

    /// The paths as they are now, each once.
    fn paths(&self) -> BTreeSet<&Utf8Path> {
        let old = |new: &Utf8PathBuf| self.renames.iter().find(|(_, to)| to == new).map(|(from, _)| from.as_path());
        let texts = self.texts.iter().map(|(path, _)| path).chain(self.pictures.iter().map(|(path, _)| path));
        let changed = texts.map(|path| old(path).unwrap_or(path));
        let renamed = self.renames.iter().map(|(from, _)| from.as_path());
        changed.chain(renamed).chain(self.removals.iter().map(Utf8PathBuf::as_path)).collect()
    }

    /// Prints what would change.
    fn show(&self) -> Result<()> {
        for (from, to) in &self.renames {
            writeln!(anstream::stdout().lock(), "rename from {}\nrename to {}", shown(from), shown(to))?;
        }
        for path in &self.removals {
            writeln!(anstream::stdout().lock(), "delete {}", shown(path))?;
        }
        for (path, file) in &self.texts {
            if file.original.is_some() {
                writeln!(anstream::stdout().lock(), "rewrite {} in UTF-8", shown(path))?;
            }
            show(path, file.before.as_deref().unwrap_or_default(), &file.after)?;
        }
        for (path, picture) in &self.pictures {
            writeln!(anstream::stdout().lock(), "redraw {} ({} bytes)", shown(path), picture.bytes.len())?;
        }
        Ok(())
    }

    /// Hands the texts and pictures over to be written.
    fn writes(&mut self) -> Writes {
        let mut writes = Writes::new();
        for (from, to) in &self.renames {
            writes.rename(from.clone(), to.clone());
        }
        for (path, file) in &mut self.texts {
            let before = file.original.take().or_else(|| file.before.as_mut().map(|text| mem::take(text).into_bytes()));
            writes.edit(path.clone(), before, mem::take(&mut file.after));
        }
        for (path, picture) in &mut self.pictures {
            writes.edit(path.clone(), picture.before.take(), mem::take(&mut picture.bytes));
        }
        for path in &self.removals {
            writes.remove(path.clone());
        }
        writes
    }

    /// Says what is done, or would be.
    fn tell(&self, looks_only: bool) {
        let verb = |done: &'static str, would: &'static str| if looks_only { would } else { done };
        for (from, to) in &self.renames {
            let to = to.file_name().unwrap_or_default();
            status::done(verb("Renamed", "Would rename"), format_args!("{} to {to}", shown(from)));
        }
        for path in &self.removals {
            status::done(verb("Deleted", "Would delete"), shown(path));
        }
        for (path, file) in &self.texts {
            let verb = match file.before {
                Some(_) => verb("Changed", "Would change"),
                None => verb("Added", "Would add"),
            };
            status::done(verb, shown(path));
        }
        for (path, _) in &self.pictures {
            status::done(verb("Redrew", "Would redraw"), shown(path));
        }
    }
}

/// Makes the changes all or nothing, or tells of them.
pub fn carry_out(mode: &Mode, verb: &str, what: &str, mut changes: Changes) -> Result<Outcome> {
    let count = changes.paths().len();
    if count == 0 {
        status::done("Unchanged", "nothing to do");
        return Ok(Outcome::Clean);
    }
    let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    if !mode.looks_only() {
        changes.writes().apply()?;
    }
    changes.tell(mode.looks_only());
    if mode.looks_only() {
        return Ok(Outcome::Findings);
    }
    status::done(verb, format_args!("{what}, {files}"));
    Ok(Outcome::Clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_only_looked_at_are_let_go() {
        let file =
            Changed { name: "a".to_owned(), before: Some("1".to_owned()), original: None, after: "2".to_owned() };
        let one = || Changes { texts: vec![("c/a".into(), file.clone())], ..Changes::default() };
        let (mut looked_at, mut made) = (Changes::default(), Changes::default());
        looked_at.add(one(), &Mode { check: true, diff: false }).expect("nothing is printed");
        made.add(one(), &Mode { check: false, diff: false }).expect("nothing is printed");
        let let_go =
            Changed { name: "a".to_owned(), before: Some(String::new()), original: None, after: String::new() };
        assert_eq!(looked_at.texts, [("c/a".into(), let_go)]);
        assert_eq!(made.texts, [("c/a".into(), file)]);
    }
}
