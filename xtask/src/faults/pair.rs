//! Two commands at once in one project.

use std::fmt;

use anyhow::{Result, ensure};
use camino::Utf8Path;

use super::case::{self, Case};
use super::state::{self, State};

/// Delays that let the other command overtake: in front of the lock, of the renames, and nowhere.
const DELAYS: [Option<&str>; 3] = [None, Some("flock"), Some("rename")];

pub struct Pair {
    one: Case,
    other: Case,
}

/// How two commands at once ended.
#[derive(Default)]
pub struct Outcome {
    runs: usize,
    both: usize,
    refused: usize,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>4}  {:>9}  {:>11}", self.runs, self.both, self.refused)
    }
}

pub fn all() -> Vec<Pair> {
    case::pairs().into_iter().map(|(one, other)| Pair { one, other }).collect()
}

impl Pair {
    pub fn name(&self) -> String {
        format!("{} + {}", self.one.name, self.other.name)
    }

    /// Starts both, again and again; the end must be that of one of them, or of one after the other.
    pub fn race(
        &self,
        binary: &Utf8Path,
        scratch: &Utf8Path,
        rounds: usize,
        violations: &mut Vec<String>,
    ) -> Result<Outcome> {
        let (base, scene) = (scratch.join("base"), scratch.join("scene"));
        self.one.set_up(binary, &base)?;
        let (one, other) = (&self.one, &self.other);
        let end = |order: &[&Case]| -> Result<State> {
            state::copy(&base, &scene)?;
            for case in order {
                case.run(binary, &scene)?;
            }
            State::of(&scene)
        };
        let alone = [end(&[one])?, end(&[other])?];
        let both = [end(&[one, other])?, end(&[other, one])?];
        let mut outcome = Outcome::default();
        for round in 0..rounds * DELAYS.len() * 2 {
            state::copy(&base, &scene)?;
            let delay = DELAYS[round % DELAYS.len()];
            let (first, second) = if (round / DELAYS.len()).is_multiple_of(2) { (one, other) } else { (other, one) };
            let started = [first.start(binary, &scene, delay)?, second.start(binary, &scene, None)?];
            let mut codes = Vec::new();
            let mut said = String::new();
            for child in started {
                let output = child.wait_with_output()?;
                codes.push(output.status.code());
                said.push_str(&String::from_utf8_lossy(&output.stderr));
            }
            let state = State::of(&scene)?;
            let is_refused = codes.contains(&Some(2));
            let is_valid = if is_refused { alone.contains(&state) } else { both.contains(&state) };
            outcome.runs += 1;
            *(if is_refused { &mut outcome.refused } else { &mut outcome.both }) += 1;
            if !is_valid || codes.iter().all(|code| *code == Some(2)) {
                let difference = state.difference(&both[0]);
                violations.push(format!("{}, delay {delay:?}: {codes:?}, {difference}\n{said}", self.name()));
            }
        }
        ensure!(outcome.runs > 0, "nothing was run");
        Ok(outcome)
    }
}
