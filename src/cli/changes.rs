//! Changed texts and names as `fix` and `fmt` carry them out: written, shown as a difference, or only told.

use std::collections::BTreeSet;
use std::io::Write as _;

use anyhow::Result;
use camino::{Utf8Path, Utf8PathBuf};
use similar::TextDiff;

use super::{Outcome, status};
use crate::fix::Changed;
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
}

impl Changes {
    /// The paths as they are now, each once.
    fn paths(&self) -> BTreeSet<&Utf8Path> {
        let old = |new: &Utf8PathBuf| self.renames.iter().find(|(_, to)| to == new).map(|(from, _)| from.as_path());
        let changed = self.texts.iter().map(|(path, _)| old(path).unwrap_or(path));
        changed.chain(self.renames.iter().map(|(from, _)| from.as_path())).collect()
    }
}

/// Makes the changes all or nothing, or shows them.
pub fn carry_out(mode: &Mode, verb: &str, what: &str, changes: Changes) -> Result<Outcome> {
    let count = changes.paths().len();
    if count == 0 {
        status::done("Unchanged", "nothing to do");
        return Ok(Outcome::Clean);
    }
    if mode.diff {
        for (from, to) in &changes.renames {
            writeln!(anstream::stdout().lock(), "rename from {}\nrename to {}", shown(from), shown(to))?;
        }
        for (path, file) in &changes.texts {
            show(path, &file.before, &file.after)?;
        }
    }
    let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    let (rename, change) =
        if mode.check || mode.diff { ("Would rename", "Would change") } else { ("Renamed", "Changed") };
    let Changes { renames, texts } = changes;
    let mut writes = Writes::new();
    for (from, to) in &renames {
        writes.rename(from.clone(), to.clone());
    }
    for (path, file) in texts {
        writes.edit(path, Some(file.before.into_bytes()), file.after);
    }
    if !(mode.check || mode.diff) {
        writes.apply()?;
    }
    for (from, to) in &renames {
        status::done(rename, format_args!("{} to {}", shown(from), to.file_name().unwrap_or_default()));
    }
    for file in writes.files() {
        status::done(change, shown(&file.path));
    }
    if mode.check || mode.diff {
        return Ok(Outcome::Findings);
    }
    status::done(verb, format_args!("{what}, {files}"));
    Ok(Outcome::Clean)
}
