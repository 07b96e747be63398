//! Changed texts as `fix` and `fmt` carry them out: written, shown as a difference, or only told.

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

/// Writes the changed files all or nothing, or shows them.
pub fn carry_out(mode: &Mode, verb: &str, what: &str, changed: &[(Utf8PathBuf, Changed)]) -> Result<Outcome> {
    if changed.is_empty() {
        status::done("Unchanged", "nothing to do");
        return Ok(Outcome::Clean);
    }
    if mode.diff {
        for (path, file) in changed {
            show(path, &file.before, &file.after)?;
        }
    }
    let files = if changed.len() == 1 { "1 file".to_owned() } else { format!("{} files", changed.len()) };
    if mode.check || mode.diff {
        for (path, _) in changed {
            status::done("Would change", shown(path));
        }
        return Ok(Outcome::Findings);
    }
    let mut writes = Writes::new();
    for (path, file) in changed {
        writes.add(path.clone(), file.after.as_bytes());
    }
    writes.apply()?;
    for (path, _) in changed {
        status::done("Changed", shown(path));
    }
    status::done(verb, format_args!("{what}, {files}"));
    Ok(Outcome::Clean)
}
