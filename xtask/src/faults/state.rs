//! All files of a scene, to be compared.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use camino::Utf8Path;
use connkit::writes::is_temporary;

/// Replaces a folder by a copy of another.
pub fn copy(from: &Utf8Path, to: &Utf8Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("could not remove {to}"))?;
    }
    let status = Command::new("cp").args(["-a", from.as_str(), to.as_str()]).status()?;
    ensure!(status.success(), "could not copy {from} to {to}");
    Ok(())
}

/// Paths with contents; folders end with a slash. Of git's own folder only what it means: its references.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct State(BTreeMap<String, Vec<u8>>);

impl State {
    pub fn of(scene: &Utf8Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        read(scene, "", &mut files)?;
        Ok(Self(files))
    }

    pub fn has_temporaries(&self) -> bool {
        self.0.keys().any(|path| is_left_over(path))
    }

    pub fn has_repository(&self) -> bool {
        self.0.keys().any(|path| path.ends_with(".git references"))
    }

    /// Without temporary files and folders.
    pub fn finished(&self) -> BTreeMap<&str, &[u8]> {
        let files = self.0.iter().filter(|(path, _)| !is_left_over(path) && !path.ends_with('/'));
        files.map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect()
    }

    /// What must not be: files that are lost, or neither old nor new; left-overs and half-done work that nobody `told` of.
    pub fn wrong(&self, before: &Self, after: &Self, told: Option<&String>) -> Vec<String> {
        let mut wrong = Vec::new();
        let (old, new, now) = (before.finished(), after.finished(), self.finished());
        for (path, bytes) in &now {
            let is_known = [old.get(path), new.get(path)].into_iter().flatten().any(|known| known == bytes);
            if !is_known {
                wrong.push(format!("{path} is neither old nor new"));
            }
        }
        for (path, bytes) in old.iter().filter(|(path, _)| !now.contains_key(*path)) {
            let is_renamed = now.values().any(|other| other == bytes);
            let is_deleted = !new.values().any(|other| other == bytes);
            if new.contains_key(path) || !(is_renamed || is_deleted) {
                wrong.push(format!("{path} is lost"));
            }
        }
        let Some(told) = told else { return wrong };
        let names = |path: &str| path.trim_end_matches('/').rsplit('/').next().is_some_and(|name| told.contains(name));
        for path in self.0.keys().filter(|path| !before.0.contains_key(*path) && !after.0.contains_key(*path)) {
            if !names(path) {
                wrong.push(format!("{path} is left over and not named"));
            }
        }
        let is_partly = now != old && now != new;
        for (path, _) in now.iter().filter(|(path, bytes)| is_partly && old.get(*path) != Some(*bytes)) {
            if !names(path) {
                wrong.push(format!("{path} is new, others are old, and nobody says so"));
            }
        }
        wrong
    }

    /// The paths in which two differ.
    pub fn difference(&self, other: &Self) -> String {
        let differs = |path: &&String| self.0.get(*path) != other.0.get(*path);
        let mut paths: Vec<&str> = self.0.keys().chain(other.0.keys()).filter(differs).map(String::as_str).collect();
        paths.dedup();
        paths.join(", ")
    }
}

/// A file that a connkit had not put into its place yet.
fn is_left_over(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(is_temporary)
}

fn read(folder: &Utf8Path, inside: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    for entry in folder.join(inside).read_dir_utf8()? {
        let entry = entry?;
        let path = format!("{inside}{}", entry.file_name());
        if entry.file_name() == ".git" {
            files.insert(format!("{path} references"), references(entry.path())?);
            // What connkit keeps there, but for its lock.
            for file in entry.path().join("connkit").read_dir_utf8().into_iter().flatten() {
                let file = file?;
                if file.file_name() != "lock" {
                    files.insert(format!("{path}/connkit/{}", file.file_name()), fs::read(file.path())?);
                }
            }
        } else if entry.file_type()?.is_dir() {
            files.insert(format!("{path}/"), Vec::new());
            read(folder, &format!("{path}/"), files)?;
        } else {
            files.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// The branches of a repository that is sound.
fn references(git: &Utf8Path) -> Result<Vec<u8>> {
    let run = |arguments: &[&str]| -> Result<Vec<u8>> {
        let output = Command::new("git").args(["--git-dir", git.as_str()]).args(arguments).output()?;
        ensure!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(output.stdout)
    };
    run(&["fsck", "--strict", "--no-dangling"])?;
    run(&["for-each-ref", "--format=%(refname) %(objectname)"])
}
