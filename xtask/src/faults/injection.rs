//! Faults in system calls, injected by `strace`.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;

use anyhow::{Context as _, Result};
use camino::Utf8Path;

use super::case::{Case, Run};

/// What is let fail, with the error that each is likely to end with.
const CALLS: [(&str, &str); 16] = [
    ("openat", "EACCES"),
    ("read", "EIO"),
    ("write", "ENOSPC"),
    ("fsync", "EIO"),
    ("ftruncate", "EIO"),
    ("fchmod", "EPERM"),
    ("fchown", "EPERM"),
    ("flock", "ENOLCK"),
    ("getdents64", "EIO"),
    ("rename", "EACCES"),
    ("renameat", "EACCES"),
    ("renameat2", "EACCES"),
    ("link", "EACCES"),
    ("mkdir", "EROFS"),
    ("mkdirat", "EROFS"),
    ("close", "EIO"),
];

/// By these things change: before each of them a process is killed.
const CHANGES: [&str; 14] = [
    "write",
    "fsync",
    "ftruncate",
    "fchmod",
    "fchown",
    "flock",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "mkdir",
    "mkdirat",
    "unlink",
    "unlinkat",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Error(&'static str),
    /// From then on nothing can be renamed or removed.
    LostPermission,
    Kill,
}

/// A fault in the so-manieth call of the main thread.
pub struct Injection {
    call: String,
    at: usize,
    pub fault: Fault,
}

impl fmt::Display for Injection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} number {} ({:?})", self.call, self.at, self.fault)
    }
}

impl Injection {
    pub fn is_about_reading(&self) -> bool {
        matches!(self.call.as_str(), "openat" | "read" | "getdents64")
    }

    pub fn run(&self, binary: &Utf8Path, case: &Case, scene: &Utf8Path) -> Result<Run> {
        let Self { call, at, .. } = self;
        let inject = match self.fault {
            Fault::Error(error) => vec![format!("inject={call}:error={error}:when={at}")],
            Fault::Kill => vec![format!("inject={call}:signal=KILL:when={at}")],
            Fault::LostPermission => vec![
                format!("inject={call}:error=EACCES:when={at}+"),
                "inject=?unlink,?unlinkat,?rmdir:error=EACCES".to_owned(),
            ],
        };
        let mut arguments = vec!["-f".to_owned(), "-qq".to_owned(), "-o".to_owned(), "/dev/null".to_owned()];
        for expression in inject {
            arguments.extend(["-e".to_owned(), expression]);
        }
        arguments.extend(["--".to_owned(), binary.to_string()]);
        case.run_by("strace", &arguments, scene)
    }
}

/// All faults of a command: its calls are counted in a run without any.
pub fn all(binary: &Utf8Path, case: &Case, scene: &Utf8Path) -> Result<Vec<Injection>> {
    let log = scene.with_extension("log");
    let names: Vec<String> =
        CALLS.iter().map(|(call, _)| *call).chain(CHANGES).map(|call| format!("?{call}")).collect();
    let trace = format!("trace={}", names.join(","));
    let arguments = ["-f", "-qq", "-o", log.as_str(), "-e", &trace, "--", binary.as_str()].map(ToOwned::to_owned);
    case.run_by("strace", &arguments, scene)?;
    let log = fs::read_to_string(&log).context("strace left no log")?;
    let mut injections = Vec::new();
    for (call, (first, last)) in counts(&log) {
        let is_rename = call.starts_with("rename");
        for at in first..=last {
            let mut add = |fault| injections.push(Injection { call: call.clone(), at, fault });
            if let Some((_, error)) = CALLS.iter().find(|(name, _)| *name == call) {
                add(Fault::Error(error));
            }
            if is_rename {
                add(Fault::LostPermission);
            }
            if CHANGES.contains(&call.as_str()) {
                add(Fault::Kill);
            }
        }
    }
    Ok(injections)
}

/// For each call of the main thread the first one after the program was loaded, and the last.
fn counts(log: &str) -> BTreeMap<String, (usize, usize)> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let main = log.split_whitespace().next().unwrap_or_default();
    for line in log.lines() {
        let Some((process, rest)) = line.split_once(' ') else { continue };
        let Some((call, parameters)) = rest.trim_start().split_once('(') else { continue };
        if process != main || !call.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            continue;
        }
        counts.entry(call.to_owned()).or_insert((1, 0)).1 += 1;
        if call == "openat" && (parameters.contains(".so.") || parameters.contains(".so\"")) {
            // What comes before belongs to the loader.
            for (first, last) in counts.values_mut() {
                *first = *last + 1;
            }
        }
    }
    counts.retain(|_, (first, last)| first <= last);
    counts
}
