//! A folder of its own for a test, with the real binary and the real git in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What a program did.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

pub struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("there is room for a folder") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        fs::write(path, contents).expect("the file can be written");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file can be read")
    }

    /// Runs connkit here, without a terminal and without anything of the user's configuration.
    pub fn connkit(&self, arguments: &[&str]) -> Run {
        self.run(env!("CARGO_BIN_EXE_connkit"), arguments)
    }

    /// As [`Sandbox::connkit`], in a folder of the sandbox.
    pub fn connkit_in(&self, folder: &str, arguments: &[&str]) -> Run {
        self.run_in(folder, &[], env!("CARGO_BIN_EXE_connkit"), arguments)
    }

    pub fn git(&self, arguments: &[&str]) -> Run {
        let run = self.run("git", arguments);
        assert_eq!(run.code, Some(0), "git {arguments:?}: {}", run.stderr);
        run
    }

    /// Commits everything; the first time, the sandbox becomes a repository with the branch `main`.
    pub fn commit(&self, message: &str) {
        if !self.path(".git").exists() {
            self.git(&["init", "-q", "-b", "main"]);
        }
        self.git(&["add", "."]);
        self.git(&["commit", "-qm", message]);
    }

    pub fn run(&self, program: &str, arguments: &[&str]) -> Run {
        self.run_in(".", &[], program, arguments)
    }

    /// Runs a program in a folder of the sandbox, with these variables and nothing of the tester's own.
    pub fn run_in(&self, folder: &str, variables: &[(&str, &str)], program: &str, arguments: &[&str]) -> Run {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(self.path(folder))
            .env_clear()
            .envs(std::env::vars().filter(|(name, _)| !is_own(name)))
            .env("HOME", self.root())
            .env("XDG_CONFIG_HOME", self.root())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.root().join(".gitconfig"))
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "Ada Lovelace")))
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "ada@example.com")))
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_DATE"), "2024-10-23T12:00:00+0200")))
            .envs(variables.iter().copied())
            .output()
            .expect("the program can be started");
        let text = |bytes: Vec<u8>| {
            String::from_utf8_lossy(&bytes).replace(self.root().to_str().expect("the path is text"), "ROOT")
        };
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// Whether a variable would change what connkit or git do.
fn is_own(name: &str) -> bool {
    name == "NO_COLOR" || name.starts_with("CONNKIT_") || name.starts_with("GIT_")
}
