//! Runs commands in turns and keeps their times and their peak of memory.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

/// Prints a command's peak of memory in kilobytes; reading it ourselves would take unsafe code.
const TIME: &str = "/usr/bin/time";

/// How often the peak of memory is taken; the largest counts.
const MEMORY_RUNS: u32 = 3;

/// A command to be measured.
#[derive(Clone)]
pub struct Case {
    pub name: &'static str,
    /// The command as a reader would type it.
    pub shown: String,
    pub program: String,
    pub arguments: Vec<String>,
    /// A command that restores what this one changes, run before it and not measured.
    pub before: Vec<String>,
    /// The highest exit code that means the work was done.
    pub highest_code: i32,
}

pub struct Measured {
    pub case: Case,
    /// In milliseconds, sorted.
    times: Vec<f64>,
    /// In megabytes; `None` where it cannot be taken.
    pub peak: Option<f64>,
}

impl Measured {
    pub fn median(&self) -> f64 {
        self.quartile(2)
    }

    /// The time that so many quarters of the runs did not exceed.
    pub fn quartile(&self, quarters: usize) -> f64 {
        let at = self.times.len().saturating_sub(1) * quarters / 4;
        self.times.get(at).copied().unwrap_or(f64::NAN)
    }
}

/// Measures every case once a round; each round begins with another one.
pub fn all(cases: Vec<Case>, rounds: u32) -> Result<Vec<Measured>> {
    let mut measured: Vec<Measured> =
        cases.into_iter().map(|case| Measured { case, times: Vec::new(), peak: None }).collect();
    for round in 0..=rounds {
        let count = measured.len();
        for turn in 0..count {
            let one = &mut measured[(turn + round as usize) % count];
            let time = once(&one.case)?;
            if round > 0 {
                one.times.push(time);
            }
        }
        eprintln!("round {round} of {rounds}");
    }
    for one in &mut measured {
        one.times.sort_by(f64::total_cmp);
        for _ in 0..MEMORY_RUNS {
            one.peak = peak(&one.case)?.map(|peak| peak.max(one.peak.unwrap_or(0.0)));
        }
    }
    Ok(measured)
}

fn once(case: &Case) -> Result<f64> {
    prepare(case)?;
    let mut command = command(&case.program);
    command.args(&case.arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().with_context(|| format!("could not start {}", case.program))?;
    let time = start.elapsed().as_secs_f64() * 1e3;
    let done = status.code().is_some_and(|code| code <= case.highest_code);
    ensure!(done, "`{}` ended with {status}: run {} {}", case.shown, case.program, case.arguments.join(" "));
    Ok(time)
}

fn peak(case: &Case) -> Result<Option<f64>> {
    if !cfg!(target_os = "linux") || !std::path::Path::new(TIME).exists() {
        return Ok(None);
    }
    prepare(case)?;
    let output = command(TIME)
        .args(["--quiet", "--format", "peak %M", &case.program])
        .args(&case.arguments)
        .stdout(Stdio::null())
        .output()
        .with_context(|| format!("could not start {TIME}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let kilobytes = text.lines().rev().find_map(|line| line.strip_prefix("peak ")?.parse::<f64>().ok());
    Ok(kilobytes.map(|kilobytes| kilobytes * 1024.0 / 1e6))
}

fn prepare(case: &Case) -> Result<()> {
    if let Some((program, arguments)) = case.before.split_first() {
        let status = command(program).args(arguments).stderr(Stdio::null()).status();
        status.with_context(|| format!("could not start {program}"))?;
    }
    Ok(())
}

/// A command without anything of the user's own settings.
fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env("CONNKIT_CONFIG", "").env("GIT_CONFIG_NOSYSTEM", "1");
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CONNKIT_") && name != "CONNKIT_CONFIG") {
        command.env_remove(name);
    }
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Ada Example").env(format!("GIT_{who}_EMAIL"), "ada@example.com");
    }
    command
}
