//! `cargo xtask faults`: runs every writing command with failing and interrupted system calls, and two at once.
//!
//! After each fault every file must have its old or its new content, what is left over must be named, and the same command,
//! run again, must end as if nothing had happened. Needs `strace`.

mod case;
mod disk;
mod injection;
mod pair;
mod state;
mod trial;

use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use case::Case;
use state::State;
use trial::{Clean, Tally};

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
    /// Of the calls that only read, try so many of each kind [default: all]
    #[arg(long, value_name = "NUMBER")]
    sample: Option<usize>,
    /// How many faults are tried at a time
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    ensure!(Command::new("strace").arg("-V").output().is_ok(), "strace is missing: it makes system calls fail");
    let binary = match &arguments.binary {
        Some(binary) => binary.canonicalize_utf8().with_context(|| format!("there is no {binary}"))?,
        None => build()?,
    };
    rayon::ThreadPoolBuilder::new().num_threads(arguments.threads).build_global()?;
    let scratch = tempfile::tempdir().context("could not make a folder for scenes")?;
    let scratch = Utf8Path::from_path(scratch.path()).context("the folder for temporary files is no text")?;
    let mut violations = 0;
    println!(
        "case                     failures  kills  missed  untouched  done  parts  left over  told  disks  seconds"
    );
    let mut total = Tally::default();
    let start = Instant::now();
    for case in case::all().into_iter().filter(|case| case.name.contains(&arguments.only)) {
        let start = Instant::now();
        let (tally, wrong) = sweep(&binary, &case, scratch, arguments.sample)?;
        println!("{:<24} {tally}  {:>7}", case.name, start.elapsed().as_secs());
        violations += tell(&wrong);
        total.add(&tally);
    }
    println!("{:<24} {total}  {:>7}", "all", start.elapsed().as_secs());
    println!("\npair                                     runs  both done  one refused");
    for pair in pair::all().into_iter().filter(|pair| pair.name().contains(&arguments.only)) {
        let mut wrong = Vec::new();
        let outcome = pair.race(&binary, scratch, arguments.rounds, &mut wrong)?;
        println!("{:<40} {outcome}", pair.name());
        violations += tell(&wrong);
    }
    if violations == 0 { Ok(()) } else { bail!("{violations} violations") }
}

fn tell(violations: &[String]) -> usize {
    for violation in violations {
        println!("\n{violation}");
    }
    violations.len()
}

fn build() -> Result<Utf8PathBuf> {
    let status = Command::new(env!("CARGO")).args(["build", "--quiet"]).current_dir(super::root()).status()?;
    ensure!(status.success(), "connkit does not build");
    Ok(super::root().join("target/debug/connkit"))
}

/// Lets every system call of a command fail, kills it before each and at any moment, and runs it on disks that are full or
/// may only be read.
fn sweep(binary: &Utf8Path, case: &Case, scratch: &Utf8Path, sample: Option<usize>) -> Result<(Tally, Vec<String>)> {
    let scene = scratch.join("scene");
    let base = scratch.join("base");
    case.set_up(binary, &base)?;
    let before = State::of(&base)?;
    state::copy(&base, &scene)?;
    let start = Instant::now();
    let run = case.run(binary, &scene)?;
    let duration = start.elapsed();
    let after = State::of(&scene)?;
    ensure!(run.code.is_some_and(|code| code < 2), "{} does not run: {}", case.name, run.stderr);
    ensure!(before != after, "{} writes nothing: {}", case.name, run.stderr);
    state::copy(&base, &scene)?;
    let mut injections = injection::all(binary, case, &scene, duration)?;
    if let Some(most) = sample {
        injection::thin_out(&mut injections, most);
    }
    let clean = Clean::new(binary, case, base, before, after, run.code);
    let trials: Result<Vec<_>> = injections
        .par_iter()
        .map(|injection| {
            let number = rayon::current_thread_index().unwrap_or_default();
            clean.try_injection(injection, &scratch.join(format!("scene{number}")))
        })
        .collect();
    let (mut tally, mut violations) = (Tally::default(), Vec::new());
    for trial in trials?.into_iter().chain(disk::try_all(&clean, scratch)?) {
        tally.add(&trial.tally);
        violations.extend(trial.violations);
    }
    Ok((tally, violations))
}
