//! What the user does after connkit has made the branch: connkit itself never pushes.

use camino::Utf8Path;
use git2::{Oid, Repository};

use super::base::{Remote, UPSTREAM_BRANCH, owner_and_name};
use super::command::git;

/// Stands for the user's account where no remote tells it.
const UNKNOWN_ACCOUNT: &str = "YOUR-ACCOUNT";

/// The steps, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextSteps {
    /// The exact command that pushes the branch to the user's fork.
    pub push: String,
    /// The page on which the pull request against `dev` is opened.
    pub compare: String,
    /// The account on GitHub that the fork belongs to, or what stands for it.
    pub account: String,
    /// The tip of the branch in the fork, as far as the clone knows it.
    pub pushed: Option<Oid>,
    /// What to answer when the pull request is asked for a contributor licence agreement.
    pub licence_agreement: String,
}

impl NextSteps {
    /// Steps for a branch; `rewrites` when it may have been pushed with other commits.
    pub fn of(
        repository: &Repository,
        path: &Utf8Path,
        remotes: &[Remote],
        branch: &str,
        title: &str,
        rewrites: bool,
    ) -> Self {
        let fork = fork(repository, remotes);
        let account = fork.and_then(|fork| account(&fork.url)).unwrap_or(UNKNOWN_ACCOUNT);
        Self {
            push: push_line(repository, path, fork, branch, rewrites),
            compare: format!(
                "https://github.com/microsoft/PowerPlatformConnectors/compare/{UPSTREAM_BRANCH}...{}:{}?expand=1&title={}",
                account,
                url_path(branch),
                url_path(title)
            ),
            account: account.to_owned(),
            pushed: fork.and_then(|fork| pushed(repository, &fork.name, branch)),
            licence_agreement: "@microsoft-github-policy-service agree".to_owned(),
        }
    }
}

/// The remote to push to: git's own default for pushing, else `origin`, else the first, but never Microsoft's.
fn fork<'a>(repository: &Repository, remotes: &'a [Remote]) -> Option<&'a Remote> {
    // From files libgit2 frees what it never had when they cannot be read; a snapshot is read as a whole before.
    let settings = repository.config().and_then(|mut config| config.snapshot());
    let default = settings.and_then(|settings| settings.get_string("remote.pushDefault")).ok();
    let mut forks: Vec<&Remote> = remotes.iter().filter(|remote| !remote.is_upstream()).collect();
    forks.sort_by_key(|remote| (Some(&remote.name) != default.as_ref(), remote.name != "origin"));
    forks.first().copied()
}

fn push_line(repository: &Repository, path: &Utf8Path, fork: Option<&Remote>, branch: &str, rewrites: bool) -> String {
    let is_mirror = |name: &str| {
        repository.config().and_then(|config| config.get_bool(&format!("remote.{name}.mirror"))).unwrap_or(false)
    };
    let unknown = format!("https://github.com/{UNKNOWN_ACCOUNT}/PowerPlatformConnectors.git");
    let (target, force) = match fork {
        // git refuses to push one branch to a remote that it mirrors, and knows no lease without a remote's name.
        Some(fork) if is_mirror(&fork.name) => (fork.url.as_str(), "--force"),
        Some(fork) => (fork.name.as_str(), "--force-with-lease"),
        None => (unknown.as_str(), "--force"),
    };
    if rewrites { git(path, &["push", force, target, branch]) } else { git(path, &["push", target, branch]) }
}

fn pushed(repository: &Repository, fork: &str, branch: &str) -> Option<Oid> {
    repository.refname_to_id(&format!("refs/remotes/{fork}/{branch}")).ok()
}

/// The account in an address on GitHub.
fn account(url: &str) -> Option<&str> {
    let [owner, _] = owner_and_name(url)?;
    url.contains("github.com").then_some(owner)
}

/// Escapes what a path of an address cannot hold.
fn url_path(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => write!(out, "%{byte:02X}").expect("a String takes everything"),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_cannot_be_read_are_none() {
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init_bare(folder.path()).unwrap();
        repository.config().unwrap().set_str("remote.pushDefault", "b").unwrap();
        let remote = |name: &str| Remote {
            name: name.to_owned(),
            url: format!("https://github.com/{name}/PowerPlatformConnectors"),
            tracking: String::new(),
        };
        let remotes = [remote("a"), remote("b")];
        assert_eq!(fork(&repository, &remotes), Some(&remotes[1]));
        std::fs::write(folder.path().join("config"), "[").unwrap();
        assert_eq!(fork(&repository, &remotes), Some(&remotes[0]));
    }
}
