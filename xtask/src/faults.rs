//! `cargo xtask faults`: runs every writing command with failing and interrupted system calls, and two at once.
//!
//! After each fault every file must have its old or its new content, what is left over must be named, and the same command,
//! run again, must end as if nothing had happened. Needs `strace`.

mod case;
mod injection;
mod pair;
mod state;

use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use camino::{Utf8Path, Utf8PathBuf};

use case::Case;
use injection::Fault;
use state::State;

#[derive(clap::Args)]
pub struct Arguments {
    /// The connkit to test [default: a build with debug assertions]
    #[arg(long)]
    binary: Option<Utf8PathBuf>,
    /// Only cases and pairs with this in their name
    #[arg(long, default_value = "")]
    only: String,
    /// How often two commands run at once, for each pair and order
    #[arg(long, default_value_t = 20)]
    rounds: usize,
}

/// How many faults of each kind were injected into a case, and how it ended.
#[derive(Default)]
struct Tally {
    failures: usize,
    kills: usize,
    /// All was as before.
    untouched: usize,
    /// All was done.
    done: usize,
    /// Some files were new, others old.
    parts: usize,
    /// Kills after which temporary files were there, until the next run.
    left: usize,
    /// Reports that tell of what could not be read: what they say is not checked.
    told: usize,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    ensure!(Command::new("strace").arg("-V").output().is_ok(), "strace is missing: it makes system calls fail");
    let binary = match &arguments.binary {
        Some(binary) => binary.canonicalize_utf8().with_context(|| format!("there is no {binary}"))?,
        None => build()?,
    };
    let scratch = tempfile::tempdir().context("could not make a folder for scenes")?;
    let scratch = Utf8Path::from_path(scratch.path()).context("the folder for temporary files is no text")?;
    let mut violations = Vec::new();
    println!("case                     failures  kills  untouched  done  parts  left over  told");
    let mut total = Tally::default();
    for case in case::all().into_iter().filter(|case| case.name.contains(&arguments.only)) {
        let tally = sweep(&binary, &case, scratch, &mut violations)?;
        println!("{:<24} {tally}", case.name);
        total.add(&tally);
    }
    println!("{:<24} {total}", "all");
    println!("\npair                     runs  both done  one refused");
    for pair in pair::all().into_iter().filter(|pair| pair.name().contains(&arguments.only)) {
        let outcome = pair.race(&binary, scratch, arguments.rounds, &mut violations)?;
        println!("{:<24} {outcome}", pair.name());
    }
    for violation in &violations {
        println!("\n{violation}");
    }
    if violations.is_empty() { Ok(()) } else { bail!("{} violations", violations.len()) }
}

fn build() -> Result<Utf8PathBuf> {
    let status = Command::new(env!("CARGO")).args(["build", "--quiet"]).current_dir(super::root()).status()?;
    ensure!(status.success(), "connkit does not build");
    Ok(super::root().join("target/debug/connkit"))
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.failures += other.failures;
        self.kills += other.kills;
        self.untouched += other.untouched;
        self.done += other.done;
        self.parts += other.parts;
        self.left += other.left;
        self.told += other.told;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { failures, kills, untouched, done, parts, left, told } = self;
        write!(f, "{failures:>8}  {kills:>5}  {untouched:>9}  {done:>4}  {parts:>5}  {left:>9}  {told:>4}")
    }
}

/// Lets every system call of a command fail, and kills it before each.
fn sweep(binary: &Utf8Path, case: &Case, scratch: &Utf8Path, violations: &mut Vec<String>) -> Result<Tally> {
    let scene = scratch.join("scene");
    let base = scratch.join("base");
    case.set_up(binary, &base)?;
    let before = State::of(&base)?;
    state::copy(&base, &scene)?;
    let clean = case.run(binary, &scene)?;
    let after = State::of(&scene)?;
    ensure!(clean.code.is_some_and(|code| code < 2), "{} does not run: {}", case.name, clean.stderr);
    ensure!(before != after, "{} writes nothing: {}", case.name, clean.stderr);
    state::copy(&base, &scene)?;
    let injections = injection::all(binary, case, &scene)?;
    let mut tally = Tally::default();
    for injection in injections {
        state::copy(&base, &scene)?;
        let faulty = injection.run(binary, case, &scene)?;
        let state = State::of(&scene)?;
        let mut judge = |wrong: String| {
            violations.push(format!("{} with {injection}: {wrong}\n{}", case.name, faulty.stderr));
        };
        match injection.fault {
            Fault::Kill => tally.kills += 1,
            Fault::Error(_) | Fault::LostPermission => tally.failures += 1,
        }
        if state == before {
            tally.untouched += 1;
        } else if state == after {
            tally.done += 1;
        } else {
            tally.parts += usize::from(state.finished() != before.finished());
            tally.left += usize::from(state.has_temporaries());
        }
        let is_killed = injection.fault == Fault::Kill;
        let is_told = case.is_report && injection.is_about_reading();
        if is_told && faulty.code == clean.code && state != after {
            tally.told += 1;
            continue;
        }
        for wrong in state.wrong(&before, &after, (!is_killed).then_some(&faulty.stderr)) {
            judge(wrong);
        }
        if faulty.code == clean.code && clean.code == Some(0) && state != after {
            judge("it said that all is well".to_owned());
        }
        if state.finished() == after.finished() && !case.is_repeatable {
            continue;
        }
        let again = case.run(binary, &scene)?;
        let end = State::of(&scene)?;
        if again.code != clean.code {
            judge(format!("the next run ended with {:?}: {}", again.code, again.stderr));
        } else if end != after {
            judge(format!("the next run made something else: {}", end.difference(&after)));
        }
    }
    Ok(tally)
}
