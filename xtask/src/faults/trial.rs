//! One run of a command with a fault, and what must be true of it.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Mutex;

use anyhow::Result;
use camino::{Utf8Path, Utf8PathBuf};

use super::case::{Case, Run};
use super::injection::Injection;
use super::state::{self, State};

/// How many faults of each kind were tried in a case, and how it ended.
#[derive(Default)]
pub struct Tally {
    failures: usize,
    kills: usize,
    /// Faults in calls that the command did not come to this time.
    missed: usize,
    /// All was as before.
    untouched: usize,
    /// All was done.
    done: usize,
    /// Some files were new, others old.
    parts: usize,
    /// Faults after which temporary files were there, until the next run.
    left: usize,
    /// Reports that tell of what could not be read: what they say is not checked.
    told: usize,
    /// Runs on disks that were full or could only be read.
    pub disks: usize,
}

impl Tally {
    pub fn add(&mut self, other: &Self) {
        self.failures += other.failures;
        self.kills += other.kills;
        self.missed += other.missed;
        self.untouched += other.untouched;
        self.done += other.done;
        self.parts += other.parts;
        self.left += other.left;
        self.told += other.told;
        self.disks += other.disks;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { failures, kills, missed, untouched, done, parts, left, told, disks } = self;
        write!(
            f,
            "{failures:>8}  {kills:>5}  {missed:>6}  {untouched:>9}  {done:>4}  {parts:>5}  {left:>9}  {told:>4}"
        )?;
        write!(f, "  {disks:>5}")
    }
}

/// A case and how it ends without faults.
pub struct Clean<'c> {
    pub binary: &'c Utf8Path,
    pub case: &'c Case,
    pub base: Utf8PathBuf,
    before: State,
    pub after: State,
    pub code: Option<i32>,
    /// States from which the next run is known to end well.
    sound: Mutex<BTreeSet<State>>,
}

#[derive(Default)]
pub struct Trial {
    pub tally: Tally,
    pub violations: Vec<String>,
}

/// What happened to a run, as far as it matters for judging it.
pub struct Nature<'n> {
    pub name: &'n dyn fmt::Display,
    pub is_killed: bool,
    /// Nothing that it says can be heard.
    pub is_mute: bool,
    pub is_about_reading: bool,
}

impl<'c> Clean<'c> {
    pub fn new(
        binary: &'c Utf8Path,
        case: &'c Case,
        base: Utf8PathBuf,
        before: State,
        after: State,
        code: Option<i32>,
    ) -> Self {
        // The next run after a fault that left no trace is the first one, which ended well.
        let sound = Mutex::new(BTreeSet::from([before.clone()]));
        Self { binary, case, base, before, after, code, sound }
    }

    pub fn try_injection(&self, injection: &Injection, scene: &Utf8Path) -> Result<Trial> {
        state::copy(&self.base, scene)?;
        let faulty = injection.run(self.binary, self.case, scene)?;
        let mut trial = Trial::default();
        if injection.kills() {
            trial.tally.kills += 1;
        } else {
            trial.tally.failures += 1;
        }
        trial.tally.missed += usize::from(!faulty.is_hit);
        let nature = Nature {
            name: injection,
            is_killed: injection.kills(),
            is_mute: faulty.is_mute,
            is_about_reading: injection.is_about_reading(),
        };
        self.judge(&nature, &faulty.run, scene, trial)
    }

    /// Judges what a run with a fault has left, and the next run.
    pub fn judge(&self, nature: &Nature<'_>, faulty: &Run, scene: &Utf8Path, mut trial: Trial) -> Result<Trial> {
        let state = State::of(scene)?;
        let Self { before, after, code, .. } = self;
        let mut wrong = Vec::new();
        if state == *before {
            trial.tally.untouched += 1;
        } else if state == *after {
            trial.tally.done += 1;
        } else {
            trial.tally.parts += usize::from(state.finished() != before.finished());
            trial.tally.left += usize::from(state.has_temporaries());
        }
        let has_crashed = faulty.code.is_none_or(|code| code > 2) && !nature.is_killed;
        if has_crashed {
            wrong.push(format!("it crashed: {:?}", faulty.code));
        }
        let is_told = self.case.is_report && nature.is_about_reading && faulty.code == *code && state != *after;
        if is_told {
            trial.tally.told += 1;
        } else {
            let said = (!nature.is_killed && !nature.is_mute).then_some(&faulty.stderr);
            wrong.extend(state.wrong(before, after, said));
            if faulty.code == *code && *code == Some(0) && state != *after {
                wrong.push("it said that all is well".to_owned());
            }
        }
        let tell = |wrong| format!("{} with {}: {wrong}\n{}", self.case.name, nature.name, faulty.stderr);
        trial.violations.extend(wrong.into_iter().map(tell));
        // What was written about what could not be read stays beside what the next run writes.
        if is_told { Ok(trial) } else { self.run_again(nature, scene, trial) }
    }

    /// Runs the command again, without a fault.
    fn run_again(&self, nature: &Nature<'_>, scene: &Utf8Path, mut trial: Trial) -> Result<Trial> {
        let state = State::of(scene)?;
        let is_done = state.finished() == self.after.finished() && !self.case.is_repeatable;
        // Of what git keeps not all is compared.
        let is_known = !state.has_repository() && self.sound.lock().is_ok_and(|sound| sound.contains(&state));
        if is_done || is_known {
            return Ok(trial);
        }
        let again = self.case.run(self.binary, scene)?;
        let end = State::of(scene)?;
        let wrong = if again.code != self.code {
            format!("the next run ended with {:?}: {}", again.code, again.stderr)
        } else if end != self.after {
            format!("the next run made something else: {}", end.difference(&self.after))
        } else {
            if let Ok(mut sound) = self.sound.lock() {
                sound.insert(state);
            }
            return Ok(trial);
        };
        trial.violations.push(format!("{} with {}: {wrong}", self.case.name, nature.name));
        Ok(trial)
    }
}
