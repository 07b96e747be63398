//! `connkit validate --watch`: judges anew what was saved, until somebody interrupts it.
//!
//! Looks at the metadata of files again and again, which asks nothing special of the system and works on network drives;
//! must not read files to see whether they changed.

use std::collections::BTreeMap;
use std::fs::{self, FileType, Metadata};
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::cli::Outcome;
use crate::config::{self, baseline};
use crate::project;
use crate::report::{self, Format, Rendered, Summary};

/// The least time between two looks.
const SHORTEST_PAUSE: Duration = Duration::from_millis(20);

/// So many times what a look took passes before the next one, so that watching takes less than a tenth of a processor.
const PAUSE_PER_LOOK: u32 = 10;

/// Where a look takes long, on a network drive mostly by waiting, people do not wait for longer than this.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// A save is over when two looks this far apart see the same.
const QUIET: Duration = Duration::from_millis(10);

/// What goes on for longer is judged on the way.
const LONGEST_SAVE: Duration = Duration::from_millis(50);

/// What becomes of one connector in one round.
type Judged = (Utf8PathBuf, Result<Rendered>);

/// The connectors that are there, with all files that say what is found in them.
type Look = BTreeMap<Utf8PathBuf, BTreeMap<PathBuf, Stamp>>;

/// Judges the connectors at these paths, then again each one in which something is saved.
///
/// Fails when nobody reads what is printed.
pub fn watch(
    paths: &[Utf8PathBuf],
    format: Format,
    judge: impl Fn(&Utf8Path) -> Result<Rendered> + Sync,
) -> Result<Outcome> {
    if !format.is_talk() {
        bail!("--watch prints for people: --format human or concise");
    }
    let mut screen = Screen { is_terminal: std::io::stdout().is_terminal(), rows: 0 };
    let mut known = look(paths);
    let mut touched: Vec<Utf8PathBuf> = known.keys().cloned().collect();
    let mut gone = Vec::new();
    loop {
        let judged: Vec<Judged> = touched.into_par_iter().map(|path| (path.clone(), judge(&path))).collect();
        screen.show(&round(format, judged, &gone, known.len())?)?;
        // Compared with what was there before the round, so that nothing saved while it ran is missed.
        let now = next_save(paths, &known);
        touched =
            now.iter().filter(|(path, files)| known.get(*path) != Some(files)).map(|(path, _)| path.clone()).collect();
        gone = known.into_keys().filter(|path| !now.contains_key(path)).collect();
        known = now;
    }
}

/// Waits until something differs from what is known; what is there when the save is over.
fn next_save(paths: &[Utf8PathBuf], known: &Look) -> Look {
    loop {
        let start = Instant::now();
        let mut now = look(paths);
        let cost = start.elapsed();
        if now != *known {
            now = settled(paths, now);
            // What came and went in between, such as an editor's test whether it may write, changed nothing.
            if now != *known {
                return now;
            }
        }
        sleep((cost * PAUSE_PER_LOOK).clamp(SHORTEST_PAUSE, LONGEST_PAUSE));
    }
}

/// What is there when the save that was seen is over: an editor may remove, rename and write, or save several files.
fn settled(paths: &[Utf8PathBuf], mut seen: Look) -> Look {
    let start = Instant::now();
    while start.elapsed() < LONGEST_SAVE {
        sleep(QUIET);
        let now = look(paths);
        if now == seen {
            break;
        }
        seen = now;
    }
    seen
}

/// What is there now; a path that cannot be read has no connector.
fn look(paths: &[Utf8PathBuf]) -> Look {
    let connectors = paths.iter().filter_map(|path| project::find(std::slice::from_ref(path)).ok()).flatten();
    connectors
        .map(|connector| {
            let stamped = |file: PathBuf| {
                let stamp = Stamp::of(&file);
                (file, stamp)
            };
            let files = files_of(&connector).into_iter().map(stamped).collect();
            (connector, files)
        })
        .collect()
}

/// The paths that judging a connector depends on: the entries of its folder, or one file and what configures it.
fn files_of(connector: &Utf8Path) -> Vec<PathBuf> {
    match fs::read_dir(connector) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(_) => {
            let beside = [config::FILE_NAME, baseline::FILE_NAME].map(|name| connector.with_file_name(name).into());
            [connector.into()].into_iter().chain(beside).collect()
        }
    }
}

/// By what a change is known. What happens inside of a folder in a connector is no concern of the connector.
#[derive(PartialEq, Eq)]
enum Stamp {
    /// A file, or a link to one.
    File { length: u64, modified: Option<SystemTime>, id: FileId },
    /// What is no file; `None` where nothing is.
    Other(Option<FileType>),
}

impl Stamp {
    fn of(path: &Path) -> Self {
        // Asked of the file, not of the folder's list, which Windows brings up to date later.
        match fs::metadata(path) {
            Ok(file) if file.is_file() => {
                Self::File { length: file.len(), modified: file.modified().ok(), id: file_id(&file) }
            }
            _ => Self::Other(fs::symlink_metadata(path).map(|other| other.file_type()).ok()),
        }
    }
}

/// The inode, and when it was changed, which also tells of a file whose time of modification was set back.
#[cfg(unix)]
type FileId = (u64, i64, i64);

#[cfg(unix)]
fn file_id(file: &Metadata) -> FileId {
    use std::os::unix::fs::MetadataExt as _;
    (file.ino(), file.ctime(), file.ctime_nsec())
}

/// When the file was created: its true id is only told for a handle, by parts of the standard library not yet stable.
#[cfg(not(unix))]
type FileId = Option<SystemTime>;

#[cfg(not(unix))]
fn file_id(file: &Metadata) -> FileId {
    file.created().ok()
}

/// What is printed about a round; its last line begins with `---`.
fn round(format: Format, judged: Vec<Judged>, gone: &[Utf8PathBuf], watching: usize) -> Result<String> {
    let mut text = Vec::new();
    let mut failed = Vec::new();
    let mut rendered = Vec::new();
    let validated = match judged.as_slice() {
        [] => None,
        [(path, _)] => Some(project::shown(path)),
        several => Some(report::counted(several.len(), "connector")),
    };
    for (_, outcome) in judged {
        match outcome {
            Ok(connector) => rendered.push(connector),
            Err(error) => failed.push(format!("error: {error:#}\n")),
        }
    }
    if !rendered.is_empty() {
        rendered = report::write(format, &mut text, rendered)?;
    }
    let mut text = String::from_utf8(text).context("the report is not UTF-8")?;
    let failures = failed.len();
    text.extend(failed);
    text.push_str("--- ");
    text.extend(gone.iter().map(|path| format!("{} is gone; ", project::shown(path))));
    if let Some(validated) = validated {
        let found = report::counts_in_words(Summary::of(&rendered).counts);
        match (failures, found.as_str()) {
            (0, "") => text.push_str(&format!("validated {validated}: no findings; ")),
            (0, found) => text.push_str(&format!("validated {validated}: {found}; ")),
            (_, "") => text.push_str(&format!("could not validate {validated}; ")),
            (_, found) => text.push_str(&format!("could not validate all of {validated}: {found}; ")),
        }
    }
    text.push_str(&format!("watching {}\n", report::counted(watching, "connector")));
    Ok(text)
}

/// Where the rounds are printed.
struct Screen {
    is_terminal: bool,
    /// So many rows the last round took.
    rows: usize,
}

impl Screen {
    /// Prints a round; on a terminal in the place of the last one, of which only what scrolled away stays.
    fn show(&mut self, text: &str) -> Result<()> {
        let mut out = anstream::stdout().lock();
        if self.is_terminal {
            let size = terminal_size::terminal_size();
            let (columns, height) =
                size.map_or((80, 24), |(columns, rows)| (usize::from(columns.0), usize::from(rows.0)));
            let up = self.rows.min(height.saturating_sub(1));
            if up > 0 {
                write!(out, "\x1b[{up}A\r\x1b[J")?;
            }
            self.rows = text.lines().map(|line| rows_of(line, columns)).sum();
        }
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(())
    }
}

/// How many rows a line takes on a terminal of this width.
fn rows_of(line: &str, columns: usize) -> usize {
    let width = anstream::adapter::strip_str(line).to_string().chars().count();
    width.div_ceil(columns.max(1)).max(1)
}
