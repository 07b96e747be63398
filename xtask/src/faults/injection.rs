//! Faults in system calls, injected by `strace`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use camino::Utf8Path;

use super::case::{Case, Run};

/// What is let fail, with the errors that each is likely to end with.
const CALLS: [(&str, &[&str]); 20] = [
    ("openat", &["EACCES"]),
    (MAKING, &["EROFS", "ENOSPC", "EINTR"]),
    ("read", &["EIO"]),
    ("statx", &["EACCES"]),
    ("newfstatat", &["EACCES"]),
    ("getdents64", &["EIO"]),
    ("write", &["ENOSPC", "EIO", "EINTR"]),
    ("fsync", &["EIO", "ENOSPC", "EINTR"]),
    ("ftruncate", &["EIO"]),
    ("fchmod", &["EPERM", "EROFS"]),
    ("fchown", &["EPERM"]),
    ("flock", &["ENOLCK"]),
    ("rename", &["EACCES", "ENOSPC", "EROFS"]),
    ("link", &["EACCES", "ENOSPC"]),
    ("mkdir", &["EACCES", "ENOSPC", "EROFS"]),
    ("mkdirat", &["EACCES", "ENOSPC", "EROFS"]),
    ("unlink", &["EACCES", "EROFS"]),
    ("unlinkat", &["EACCES", "EROFS"]),
    ("rmdir", &["EACCES"]),
    ("close", &["EIO", "ENOSPC"]),
];

/// An `openat` that makes a file, as it stands in [`CALLS`] and [`CHANGES`].
const MAKING: &str = "openat that makes";

/// By these things change: before each of them a process is killed.
const CHANGES: [&str; 13] = [
    MAKING,
    "write",
    "fsync",
    "ftruncate",
    "fchmod",
    "fchown",
    "rename",
    "link",
    "mkdir",
    "mkdirat",
    "unlink",
    "unlinkat",
    "rmdir",
];

/// From each of these on the folder may only be read.
const LOST: [&str; 5] = ["fsync", "rename", "link", "mkdir", "mkdirat"];

/// So many times a process is killed at some moment between its start and its end.
const MOMENTS: u32 = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    Error(&'static str),
    /// From then on the call fails, and nothing can be removed.
    LostPermission,
    Kill,
}

/// A fault in the so-manieth call of its kind in a thread, or at a moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Injection {
    Call { call: String, at: usize, fault: Fault },
    KilledAfter(Duration),
}

impl fmt::Display for Injection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call { call, at, fault } => write!(f, "{call} number {at} ({fault:?})"),
            Self::KilledAfter(time) => write!(f, "an end after {time:?}"),
        }
    }
}

/// How a command with a fault ended.
pub struct Faulty {
    pub run: Run,
    /// Whether it came to the place of the fault.
    pub is_hit: bool,
    /// Whether the fault kept it from saying anything.
    pub is_mute: bool,
}

impl Injection {
    pub fn is_about_reading(&self) -> bool {
        const READING: [&str; 4] = ["read", "getdents64", "statx", "newfstatat"];
        let Self::Call { call, fault, .. } = self else { return false };
        // All other errors of it are for those that make a file.
        READING.contains(&call.as_str()) || (call == "openat" && *fault == Fault::Error("EACCES"))
    }

    pub fn kills(&self) -> bool {
        !matches!(self, Self::Call { fault: Fault::Error(_) | Fault::LostPermission, .. })
    }

    pub fn run(&self, binary: &Utf8Path, case: &Case, scene: &Utf8Path) -> Result<Faulty> {
        match self {
            Self::Call { call, at, fault } => inject(binary, case, scene, (call, *at, *fault)),
            Self::KilledAfter(time) => {
                let mut child = case.start(binary, scene, None)?;
                thread::sleep(*time);
                let is_hit = child.try_wait()?.is_none();
                child.kill()?;
                let run = Run::of(&child.wait_with_output()?);
                Ok(Faulty { run, is_hit, is_mute: true })
            }
        }
    }
}

fn inject(binary: &Utf8Path, case: &Case, scene: &Utf8Path, (call, at, fault): (&str, usize, Fault)) -> Result<Faulty> {
    const REMOVING: &str = "?unlink,?unlinkat,?rmdir";
    let inject = match fault {
        Fault::Error(error) => vec![format!("inject={call}:error={error}:when={at}")],
        Fault::Kill => vec![format!("inject={call}:signal=KILL:when={at}")],
        Fault::LostPermission => {
            vec![format!("inject={call}:error=EACCES:when={at}+"), format!("inject={REMOVING}:error=EACCES")]
        }
    };
    let log = scene.with_extension("log");
    let mut arguments = strace(&log, &format!("{call},{REMOVING}"));
    // With it signals are not injected.
    arguments.retain(|argument| fault != Fault::Kill || argument != FAST);
    for expression in inject {
        arguments.extend(["-e".to_owned(), expression]);
    }
    arguments.extend(["--".to_owned(), binary.to_string()]);
    let run = case.run_by("strace", &arguments, scene)?;
    let log = fs::read_to_string(&log).context("strace left no log")?;
    let injected: Vec<&str> = log.lines().filter(|line| line.ends_with("(INJECTED)")).collect();
    let is_mute = injected.iter().any(|line| line.contains(" write(1, ") || line.contains(" write(2, "));
    let is_hit = !injected.is_empty() || (fault == Fault::Kill && run.code.is_none());
    Ok(Faulty { run, is_hit, is_mute })
}

/// Only calls of the named kinds stop the process: all others are as fast as ever.
const FAST: &str = "--seccomp-bpf";

fn strace(log: &Utf8Path, calls: &str) -> Vec<String> {
    let trace = format!("trace={calls}");
    ["-f", FAST, "-qq", "-o", log.as_str(), "-e", &trace].map(str::to_owned).to_vec()
}

/// All faults of a command: its calls are counted in a run without any.
pub fn all(binary: &Utf8Path, case: &Case, scene: &Utf8Path, duration: Duration) -> Result<Vec<Injection>> {
    let log = scene.with_extension("log");
    let names: Vec<String> =
        CALLS.iter().filter(|(call, _)| *call != MAKING).map(|(call, _)| format!("?{call}")).collect();
    let mut arguments = strace(&log, &names.join(","));
    arguments.extend(["--".to_owned(), binary.to_string()]);
    case.run_by("strace", &arguments, scene)?;
    let log = fs::read_to_string(&log).context("strace left no log")?;
    let mut injections = Vec::new();
    for (kind, call, at) in places(&log) {
        let mut add = |fault| injections.push(Injection::Call { call: call.clone(), at, fault });
        let errors = CALLS.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, errors)| errors);
        for error in errors {
            add(Fault::Error(error));
        }
        if LOST.contains(&kind.as_str()) {
            add(Fault::LostPermission);
        }
        if CHANGES.contains(&kind.as_str()) {
            add(Fault::Kill);
        }
    }
    injections.extend((0..MOMENTS).map(|moment| Injection::KilledAfter(duration * moment / MOMENTS)));
    Ok(injections)
}

/// Keeps so many of the faults in calls of each kind that only reads, or closes, evenly spread from the first to the last.
pub fn thin_out(injections: &mut Vec<Injection>, most: usize) {
    let key = |injection: &Injection| match injection {
        Injection::Call { call, fault: Fault::Error(error), .. } if injection.is_about_reading() || call == "close" => {
            Some((call.clone(), *error))
        }
        _ => None,
    };
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for key in injections.iter().filter_map(key) {
        *counts.entry(key).or_default() += 1;
    }
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    injections.retain(|injection| {
        let Some(key) = key(injection) else { return true };
        let (count, number) = (counts[&key], seen.entry(key).or_default());
        // Whether the next step of `most` steps over all of them begins here.
        let is_kept = *number * most / count != (*number + 1) * most / count || count <= most;
        *number += 1;
        is_kept
    });
}

/// Each call of each thread as a kind of [`CALLS`], its name and its number, without those by which the program is loaded.
fn places(log: &str) -> BTreeSet<(String, String, usize)> {
    let main = log.split_whitespace().next().unwrap_or_default();
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut places = BTreeSet::new();
    let mut loaded = BTreeSet::new();
    let mut folders = BTreeSet::new();
    let mut is_loading = false;
    for line in log.lines() {
        let Some((process, rest)) = line.split_once(' ') else { continue };
        let Some((call, parameters)) = rest.trim_start().split_once('(') else { continue };
        if !call.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            continue;
        }
        let count = counts.entry((process, call)).or_default();
        *count += 1;
        let kind = if call == "openat" && parameters.contains("O_CREAT") { MAKING } else { call };
        if let Some((_, descriptor)) = parameters.rsplit_once(" = ").filter(|_| call == "openat") {
            let is_folder = parameters.contains("O_DIRECTORY");
            if is_folder {
                folders.insert(descriptor)
            } else {
                folders.remove(descriptor)
            };
        }
        if call == "close" && parameters.split_once(')').is_some_and(|(descriptor, _)| folders.contains(descriptor)) {
            // Systems close folders without fail; the standard library counts on that.
            continue;
        }
        places.insert((kind.to_owned(), call.to_owned(), *count));
        if process == main {
            is_loading |= parameters.contains(".so.");
            if is_loading && call == "close" {
                // A fault in what comes before hits the loader, in whatever thread it is meant.
                is_loading = false;
                loaded.clone_from(&places);
            }
        }
    }
    &places - &loaded
}
