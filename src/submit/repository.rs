//! Opens a clone and reads who commits; turns git's refusals into something a person can act on.
//!
//! Never writes.

use anyhow::{Context as _, Result};
use camino::Utf8Path;
use git2::{ErrorCode, Repository, Signature};

use super::base::UPSTREAM_URL;
use super::command::git;
use super::problem::{Problem, Problems};

/// Opens the clone, work tree or bare mirror at exactly this path.
///
/// Folders above are not searched: a connector that lies in a repository of its own must not become the target.
pub fn open(path: &Utf8Path) -> Result<Repository> {
    Repository::open(path).map_err(|error| {
        let problem = match error.code() {
            ErrorCode::Owner => Problem::new(format!("`{path}` belongs to another user, so git does not trust it"))
                .remedy(format!("if you do: {}", git(Utf8Path::new("."), &trust(path)))),
            ErrorCode::NotFound if path.exists() => {
                Problem::new(format!("`{path}` is not the top folder of a git repository"))
                    .remedy("name the top folder of a clone of the connectors repository with `--repo`")
                    .remedy(format!("to make a clone: {}", clone_line()))
            }
            ErrorCode::NotFound => {
                Problem::new(format!("there is no `{path}`")).remedy(format!("to make a clone: {}", clone_line()))
            }
            _ if error.message().contains("extension") || error.message().contains("object format") => {
                unknown_format(path, error.message())
            }
            _ => return anyhow::Error::new(error).context(format!("could not open the repository `{path}`")),
        };
        Problems(vec![problem]).into()
    })
}

/// A repository in a format that libgit2 does not know, by its words.
fn unknown_format(path: &Utf8Path, message: &str) -> Problem {
    if message.contains("extensions.partialclone") {
        return Problem::new(format!("`{path}` says that it lacks objects in the way of an old git"))
            .remedy(
                "say it in today's way, which changes nothing else (`origin` is the remote that it was cloned from):",
            )
            .remedy(git(path, &["config", "remote.origin.promisor", "true"]))
            .remedy(git(path, &["config", "--unset", "extensions.partialClone"]));
    }
    let what = if message.contains("refstorage") {
        "keeps its branches in a reftable, which connkit cannot read yet".to_owned()
    } else if message.contains("object format") || message.contains("sha256") {
        "names its objects by SHA-256; the connectors repository does by SHA-1, so it is no clone of that".to_owned()
    } else {
        format!("is stored in a way that connkit cannot read: {message}")
    };
    Problem::new(format!("`{path}` {what}")).remedy(format!("make a plain clone beside it: {}", clone_line()))
}

fn trust(path: &Utf8Path) -> [&str; 5] {
    ["config", "--global", "--add", "safe.directory", path.as_str()]
}

fn clone_line() -> String {
    git(Utf8Path::new("."), &["clone", "--filter=blob:none", "--no-checkout", "--depth=1", UPSTREAM_URL])
}

/// Who writes and who commits, and when: from git's configuration and from the variables that git itself honours
/// (`GIT_AUTHOR_DATE` and the like).
pub struct Identity {
    pub author: Signature<'static>,
    pub committer: Signature<'static>,
}

/// The identity of a commit in this repository; a problem when git would not know it either.
pub fn identity(repository: &Repository, path: &Utf8Path) -> Result<Identity, Problem> {
    let both = || Ok(Identity { author: repository.author_from_env()?, committer: repository.committer_from_env()? });
    both().map_err(|error: git2::Error| {
        let what = match error.code() {
            ErrorCode::NotFound => "git does not know who you are: `user.name` or `user.email` is not set".to_owned(),
            _ => format!("git's identity cannot be used: {}", error.message()),
        };
        Problem::new(what)
            .remedy(git(path, &["config", "user.name", "Your Name"]))
            .remedy(git(path, &["config", "user.email", "you@example.com"]))
    })
}

/// What to say when nothing can be written into git's folder.
pub fn cannot_write(path: &Utf8Path) -> String {
    format!(
        "could not write into the git folder of `{path}`; it needs free space, and you need the right to write there"
    )
}

/// The tree of a commit.
pub fn tree_of<'r>(repository: &'r Repository, path: &Utf8Path, commit: git2::Oid) -> Result<git2::Tree<'r>> {
    repository.find_commit(commit).and_then(|commit| commit.tree()).with_context(|| missing_tree(path, commit))
}

/// What to say when a tree cannot be read, which is usual in a clone made with `--filter=tree:0`.
pub fn missing_tree(path: &Utf8Path, commit: git2::Oid) -> String {
    let fetch = git(path, &["ls-tree", "-r", "--name-only", &commit.to_string()]);
    format!(
        "could not read the folders of commit {commit}; if the clone was made without trees, `{fetch}` fetches them"
    )
}
