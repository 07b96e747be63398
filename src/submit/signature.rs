//! Signs commits as git would: with the user's own `gpg`, `gpgsm` or `ssh-keygen`, by git's configuration.

use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use camino::Utf8Path;
use git2::{Config, Repository};

use super::command::git;
use super::problem::Problem;

/// Who signs, with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    program: String,
    key: String,
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// OpenPGP or X.509: both programs take the same arguments.
    Gnu,
    Ssh,
}

/// Who signs commits in this repository; nobody unless `commit.gpgsign` is set. A problem when git could not sign
/// either, or signs in a way that connkit does not know.
pub fn signer(
    repository: &Repository,
    path: &Utf8Path,
    committer: &git2::Signature<'_>,
) -> Result<Option<Signer>, Problem> {
    let Ok(config) = repository.config().and_then(|mut config| config.snapshot()) else { return Ok(None) };
    if !config.get_bool("commit.gpgsign").unwrap_or(false) {
        return Ok(None);
    }
    let format = config.get_string("gpg.format").unwrap_or_else(|_| "openpgp".to_owned());
    let key = config.get_string("user.signingkey").ok().filter(|key| !key.is_empty());
    let program = |key: &str, default: &str| config.get_string(key).unwrap_or_else(|_| default.to_owned());
    let someone = || {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        format!("{} <{}>", text(committer.name_bytes()), text(committer.email_bytes()))
    };
    match format.as_str() {
        "openpgp" => {
            let program = config.get_string("gpg.openpgp.program").unwrap_or_else(|_| program("gpg.program", "gpg"));
            Ok(Some(Signer { program, key: key.unwrap_or_else(someone), format: Format::Gnu }))
        }
        "x509" => {
            let program = program("gpg.x509.program", "gpgsm");
            Ok(Some(Signer { program, key: key.unwrap_or_else(someone), format: Format::Gnu }))
        }
        "ssh" => match key {
            Some(key) => {
                let key = expanded(&config, key);
                Ok(Some(Signer { program: program("gpg.ssh.program", "ssh-keygen"), key, format: Format::Ssh }))
            }
            None => Err(Problem::new(
                "commits are to be signed with SSH (`commit.gpgsign`, `gpg.format`), but no key is named",
            )
            .remedy(git(path, &["config", "user.signingkey", "~/.ssh/id_ed25519.pub"]))
            .remedy("or leave this commit unsigned with `--no-gpg-sign`")),
        },
        other => Err(Problem::new(format!("`gpg.format` is `{other}`, which connkit cannot sign with"))
            .remedy("leave this commit unsigned with `--no-gpg-sign`")),
    }
}

/// A path with `~` as git reads it.
fn expanded(config: &Config, key: String) -> String {
    let path = config.get_path("user.signingkey").ok().filter(|_| key.starts_with("~/"));
    path.and_then(|path| path.to_str().map(str::to_owned)).unwrap_or(key)
}

impl Signer {
    /// The signature of a commit in its raw form.
    ///
    /// Fails with the program's own words when it does not sign.
    pub fn sign(&self, commit: &str) -> Result<String> {
        match self.format {
            Format::Gnu => self.sign_with_gnu(commit),
            Format::Ssh => self.sign_with_ssh(commit),
        }
        .context("could not sign the commit; `--no-gpg-sign` leaves it unsigned")
    }

    fn sign_with_gnu(&self, commit: &str) -> Result<String> {
        let mut child = Command::new(&self.program)
            .args(["--status-fd=2", "-bsau", &self.key])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("could not start `{}`", self.program))?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(commit.as_bytes()).with_context(|| format!("`{}` does not listen", self.program))?;
        }
        let output = child.wait_with_output().with_context(|| format!("could not wait for `{}`", self.program))?;
        let said = String::from_utf8_lossy(&output.stderr);
        // The exit code alone does not tell, as git found out.
        if !output.status.success() || !said.contains("[GNUPG:] SIG_CREATED ") {
            let words: Vec<&str> = said.lines().filter(|line| !line.starts_with("[GNUPG:]")).collect();
            bail!("`{}` did not sign with the key `{}`: {}", self.program, self.key, words.join("; "));
        }
        String::from_utf8(output.stdout).context("the signature is no text")
    }

    fn sign_with_ssh(&self, commit: &str) -> Result<String> {
        let folder = tempfile::tempdir().context("could not make a temporary folder")?;
        let file = folder.path().join("commit");
        std::fs::write(&file, commit).context("could not write a temporary file")?;
        let mut command = Command::new(&self.program);
        command.args(["-Y", "sign", "-n", "git", "-f"]);
        match literal_key(&self.key) {
            Some(key) => {
                // A key that stands in the configuration itself is held by the agent.
                let key_file = folder.path().join("key");
                std::fs::write(&key_file, key).context("could not write a temporary file")?;
                command.arg(key_file).arg("-U");
            }
            None => drop(command.arg(&self.key)),
        }
        let output = command
            .arg(&file)
            .stdin(Stdio::inherit())
            .output()
            .with_context(|| format!("could not start `{}`", self.program))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("`{}` did not sign with the key `{}`: {}", self.program, self.key, said.trim());
        }
        std::fs::read_to_string(file.with_extension("sig")).context("the signature is missing")
    }
}

fn literal_key(key: &str) -> Option<&str> {
    key.strip_prefix("key::").or_else(|| key.starts_with("ssh-").then_some(key))
}
