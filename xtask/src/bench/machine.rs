//! Describes the machine that figures were measured on.

use std::fs;
use std::process::Command;

pub struct Machine {
    pub cores: usize,
    pub processor: String,
    pub system: String,
    pub rustc: String,
    /// How many processes wanted to run before the measurement began, on average over a minute.
    pub load: String,
}

impl Machine {
    pub fn of_this() -> Self {
        let unknown = || "unknown".to_owned();
        let field = |path: &str, name: &str, sign: char| {
            let text = fs::read_to_string(path).ok()?;
            let (_, value) =
                text.lines().filter_map(|line| line.split_once(sign)).find(|(key, _)| key.trim() == name)?;
            Some(value.trim().trim_matches('"').to_owned())
        };
        let first_word = |path: &str| Some(fs::read_to_string(path).ok()?.split_whitespace().next()?.to_owned());
        let system = field("/etc/os-release", "PRETTY_NAME", '=').unwrap_or_else(|| std::env::consts::OS.to_owned());
        let kernel =
            first_word("/proc/sys/kernel/osrelease").map_or_else(String::new, |kernel| format!(", kernel {kernel}"));
        let rustc = Command::new("rustc").arg("--version").output().ok();
        Self {
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            processor: field("/proc/cpuinfo", "model name", ':').unwrap_or_else(unknown),
            system: format!("{system}{kernel}, {}", std::env::consts::ARCH),
            rustc: rustc.map_or_else(unknown, |output| String::from_utf8_lossy(&output.stdout).trim().to_owned()),
            load: first_word("/proc/loadavg").unwrap_or_else(unknown),
        }
    }
}
