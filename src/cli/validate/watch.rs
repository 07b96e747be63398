//! `connkit validate --watch`: judges anew what was saved, until somebody interrupts it.
//!
//! Folders are watched, not files, since many editors save by putting another file in the place of the old one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use rayon::prelude::*;

use crate::cli::Outcome;
use crate::project;
use crate::report::{self, Format, Rendered, Summary};

/// A save is over when nothing happens for so long.
const QUIET: Duration = Duration::from_millis(10);

/// What goes on for longer is looked at on the way.
const LONGEST_SAVE: Duration = Duration::from_millis(50);

/// Folders that come and go while they are looked at are looked at so often.
const MAX_ATTEMPTS: usize = 8;

/// What becomes of one connector in one round.
type Judged = (Utf8PathBuf, Result<Rendered>);

/// Judges the connectors at these paths, then again each one in which something is saved.
///
/// Fails when the system does not tell of changes, or nobody reads what is printed.
pub fn watch(
    paths: &[Utf8PathBuf],
    format: Format,
    judge: impl Fn(&Utf8Path) -> Result<Rendered> + Sync,
) -> Result<Outcome> {
    if !format.is_talk() {
        bail!("--watch prints for people: --format human or concise");
    }
    let (sender, events) = channel();
    let system = notify::recommended_watcher(sender).context("the system does not tell of changes to files")?;
    let mut watched = Watched { system, places: BTreeMap::new() };
    // Nothing that is saved while the first round runs is missed.
    watched.update(paths)?;
    let mut screen = Screen { is_terminal: std::io::stdout().is_terminal(), rows: 0 };
    let mut known = connectors(paths);
    let mut touched: Vec<Utf8PathBuf> = known.iter().cloned().collect();
    let mut gone = Vec::new();
    loop {
        let judged: Vec<Judged> = touched.into_par_iter().map(|path| (path.clone(), judge(&path))).collect();
        screen.show(&round(format, judged, &gone, known.len())?)?;
        loop {
            let changed = changes(&events)?;
            if !changed.iter().any(|file| watched.is_near(file)) {
                continue;
            }
            watched.lose(&changed);
            watched.update(paths)?;
            let now = connectors(paths);
            let is_touched =
                |path: &&Utf8PathBuf| !known.contains(*path) || changed.iter().any(|file| concerns(file, path));
            touched = now.iter().filter(is_touched).cloned().collect();
            gone = known.difference(&now).cloned().collect();
            known = now;
            if !touched.is_empty() || !gone.is_empty() {
                break;
            }
        }
    }
}

/// The connectors that are there now; a path that cannot be read has none.
fn connectors(paths: &[Utf8PathBuf]) -> BTreeSet<Utf8PathBuf> {
    paths.iter().filter_map(|path| project::find(std::slice::from_ref(path)).ok()).flatten().collect()
}

/// Whether a change of this file may change what is found in a connector.
fn concerns(file: &Path, connector: &Utf8Path) -> bool {
    let Ok(place) = fs::canonicalize(connector) else { return false };
    let folder = if place.is_dir() { place.as_path() } else { place.parent().unwrap_or(&place) };
    let Ok(below) = file.strip_prefix(folder) else { return false };
    // What git and editors do in folders of their own is no concern of the connector.
    let is_hidden = |part: &std::ffi::OsStr| part.to_string_lossy().starts_with('.');
    let is_git = below.file_name().is_some_and(|name| name == ".git");
    !is_git && !below.parent().is_some_and(|parent| parent.iter().any(is_hidden))
}

/// The files that the next save changed.
///
/// Fails when the system stops telling.
fn changes(events: &Receiver<notify::Result<Event>>) -> Result<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    while changed.is_empty() {
        take(events.recv().context("the system does not tell of changes any more")?, &mut changed);
    }
    let start = Instant::now();
    while start.elapsed() < LONGEST_SAVE {
        let Ok(event) = events.recv_timeout(QUIET) else { break };
        take(event, &mut changed);
    }
    Ok(changed)
}

/// What only reads changes nothing; that a file was written may be told when it is closed.
fn take(event: notify::Result<Event>, changed: &mut BTreeSet<PathBuf>) {
    // An error about one file is met again where the file is read.
    let Ok(event) = event else { return };
    let is_change = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    };
    if is_change {
        changed.extend(event.paths);
    }
}

/// The folders that are watched.
struct Watched {
    system: RecommendedWatcher,
    places: BTreeMap<PathBuf, RecursiveMode>,
}

impl Watched {
    /// Watches what is at the paths now: folders with all below them; and the folders that lead there, since what is
    /// watched may be put away and another one in its place.
    fn update(&mut self, paths: &[Utf8PathBuf]) -> Result<()> {
        for _ in 0..MAX_ATTEMPTS {
            let wanted = places(paths);
            // A folder that came while its place was watched is seen in the next turn.
            if wanted == self.places {
                return Ok(());
            }
            let old: Vec<PathBuf> = self.places.keys().filter(|place| !wanted.contains_key(*place)).cloned().collect();
            for place in old {
                self.forget(&place);
            }
            for (place, mode) in wanted {
                if self.places.get(&place) != Some(&mode) {
                    let watched = self.system.watch(&place, mode);
                    // It may have gone in between.
                    if place.exists() {
                        watched.with_context(|| format!("could not watch {}", place.display()))?;
                        self.places.insert(place, mode);
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether a file lies in what is watched, or leads there.
    fn is_near(&self, file: &Path) -> bool {
        self.places.iter().any(|(place, mode)| match mode {
            RecursiveMode::Recursive => file.starts_with(place) || place.starts_with(file),
            RecursiveMode::NonRecursive => file.parent() == Some(place) || place.starts_with(file),
        })
    }

    /// What may have been moved or removed itself has to be looked for again.
    fn lose(&mut self, changed: &BTreeSet<PathBuf>) {
        let is_lost = |place: &&PathBuf| changed.iter().any(|path| place.starts_with(path));
        let lost: Vec<PathBuf> = self.places.keys().filter(is_lost).cloned().collect();
        for place in lost {
            self.forget(&place);
        }
    }

    fn forget(&mut self, place: &Path) {
        self.places.remove(place);
        // It may be gone already.
        let _ = self.system.unwatch(place);
    }
}

fn places(paths: &[Utf8PathBuf]) -> BTreeMap<PathBuf, RecursiveMode> {
    let mut places = BTreeMap::new();
    for path in paths {
        // Of a path from the root only the last folders: the others are not the user's to put away.
        let most = if path.is_absolute() { 2 } else { usize::MAX };
        let nearest = path.ancestors().position(exists).unwrap_or_default();
        for (number, folder) in path.ancestors().enumerate().skip(nearest).take(most) {
            // The system tells the true paths of changes.
            let Ok(place) = fs::canonicalize(here(folder)) else { continue };
            let mode = if number == 0 { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            let known = places.entry(place).or_insert(mode);
            if mode == RecursiveMode::Recursive {
                *known = mode;
            }
        }
    }
    places
}

fn exists(folder: &Utf8Path) -> bool {
    here(folder).is_dir()
}

/// What leads to a relative path begins where the user stands.
fn here(folder: &Utf8Path) -> &Utf8Path {
    if folder.as_str().is_empty() { Utf8Path::new(".") } else { folder }
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
        report::write(format, &mut text, &rendered)?;
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
