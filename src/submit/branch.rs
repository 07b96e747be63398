//! The branch of a submission: its name, what it holds already, and whether somebody has it checked out.
//!
//! Never writes.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use camino::Utf8Path;
use git2::{Commit, Oid, ReferenceType, Repository};

use super::command::git;
use super::message;
use super::problem::Problem;

/// Branches of the connectors repository itself; a pull request comes from a branch of its own (requirement 10.01).
const UPSTREAM_BRANCHES: [&str; 3] = ["dev", "master", "main"];

/// The name that the user gave, else one made of the folder's.
pub fn name(explicit: Option<&str>, folder: &str) -> Result<String, Problem> {
    let name = explicit.map_or_else(|| format!("connkit/{}", slug(folder)), str::to_owned);
    if !git2::Branch::name_is_valid(&name).unwrap_or(false) {
        return Err(
            Problem::new(format!("`{name}` cannot be the name of a branch")).remedy("name another with `--branch`")
        );
    }
    if UPSTREAM_BRANCHES.contains(&name.as_str()) {
        return Err(Problem::new(format!("`{name}` is a branch of the connectors repository itself"))
            .remedy("name another with `--branch`, or leave it out"));
    }
    Ok(name)
}

/// Small letters and digits, joined by single hyphens.
fn slug(name: &str) -> String {
    let lowercase = name.to_lowercase();
    lowercase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// The full name of the reference.
pub fn reference(name: &str) -> String {
    format!("refs/heads/{name}")
}

/// What a branch of that name holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Existing {
    Missing,
    /// Only commits of connkit for this folder, on top of `start`; the oldest comes first.
    Ours {
        tip: Oid,
        start: Oid,
        commits: Vec<Oid>,
    },
    /// Something that connkit did not make.
    Foreign {
        tip: Oid,
        why: String,
    },
}

impl Existing {
    pub fn tip(&self) -> Option<Oid> {
        match self {
            Self::Missing => None,
            Self::Ours { tip, .. } | Self::Foreign { tip, .. } => Some(*tip),
        }
    }
}

/// Looks at the commits that the branch has and the base has not.
pub fn existing(repository: &Repository, name: &str, base: Oid, folder_path: &str) -> Result<Existing> {
    let context = || format!("could not read the branch `{name}`");
    let Ok(found) = repository.find_reference(&reference(name)) else { return Ok(Existing::Missing) };
    let tip = found.peel_to_commit().with_context(context)?;
    if found.kind() != Some(ReferenceType::Direct) {
        return Ok(Existing::Foreign { tip: tip.id(), why: "is a symbolic reference".to_owned() });
    }
    let own = own_commits(repository, tip.clone(), base).with_context(context)?;
    let (commits, start) = match own {
        Ok(own) => own,
        Err(foreign) => {
            let why = format!("holds the commit {foreign}, which connkit did not make");
            return Ok(Existing::Foreign { tip: tip.id(), why });
        }
    };
    match strange_path(repository, &start, &tip, folder_path).with_context(context)? {
        Some(path) => {
            Ok(Existing::Foreign { tip: tip.id(), why: format!("changes `{path}`, outside of `{folder_path}`") })
        }
        None => Ok(Existing::Ours { tip: tip.id(), start: start.id(), commits }),
    }
}

/// The commits of connkit, the oldest first, and the commit that they stand on; or the first that is not connkit's.
fn own_commits<'r>(
    repository: &Repository,
    tip: Commit<'r>,
    base: Oid,
) -> Result<std::result::Result<(Vec<Oid>, Commit<'r>), Oid>, git2::Error> {
    let is_upstream = |id: Oid| id == base || repository.graph_descendant_of(base, id).unwrap_or(false);
    let mut at = tip;
    let mut commits = Vec::new();
    loop {
        if is_upstream(at.id()) {
            commits.reverse();
            return Ok(Ok((commits, at)));
        }
        let is_ours = at.parent_count() == 1 && at.message().is_ok_and(message::is_ours);
        if !is_ours {
            // A shallow clone does not know how an older `dev` is related to the newer one.
            let may_be_upstream = !commits.is_empty() && repository.is_shallow();
            commits.reverse();
            return Ok(if may_be_upstream { Ok((commits, at)) } else { Err(at.id()) });
        }
        commits.push(at.id());
        at = at.parent(0)?;
    }
}

/// The first path outside of the folder in which two commits differ.
fn strange_path(
    repository: &Repository,
    start: &Commit,
    tip: &Commit,
    folder_path: &str,
) -> Result<Option<String>, git2::Error> {
    let diff = repository.diff_tree_to_tree(Some(&start.tree()?), Some(&tip.tree()?), None)?;
    let inside = format!("{folder_path}/");
    let outside = diff
        .deltas()
        .flat_map(|delta| [delta.old_file().path_bytes(), delta.new_file().path_bytes()])
        .flatten()
        .find(|path| !path.starts_with(inside.as_bytes()))
        .map(|path| String::from_utf8_lossy(path).into_owned());
    Ok(outside)
}

/// Why a branch of that name cannot be written now: it is checked out, or other references are in its way.
pub fn obstacles(repository: &Repository, path: &Utf8Path, name: &str) -> Vec<Problem> {
    let mut problems: Vec<Problem> = checked_out_in(repository, &reference(name))
        .map(|place| {
            Problem::new(format!("the branch `{name}` is checked out in `{place}`, whose files would no longer fit it"))
                .remedy(format!("leave it first: {}", git(Utf8Path::new(&place), &["switch", "--detach"])))
                .remedy("or name another with `--branch`")
        })
        .into_iter()
        .collect();
    if let Some(other) = name_conflict(repository, name) {
        problems.push(
            Problem::new(format!("git cannot hold the branches `{name}` and `{other}` at once"))
                .remedy(format!("rename the other: {}", git(path, &["branch", "-m", &other, &format!("{other}-old")])))
                .remedy("or name another with `--branch`"),
        );
    }
    problems
}

/// A branch whose name is a folder of this one's, or the other way round.
fn name_conflict(repository: &Repository, name: &str) -> Option<String> {
    let above = name.match_indices('/').map(|(at, _)| &name[..at]);
    let taken = above.map(str::to_owned).find(|above| repository.find_reference(&reference(above)).is_ok());
    taken.or_else(|| {
        let below = repository.references_glob(&format!("{}/*", reference(name))).ok()?;
        let first = below.filter_map(Result::ok).find_map(|found| found.name().ok().map(str::to_owned))?;
        first.strip_prefix("refs/heads/").map(str::to_owned)
    })
}

/// The work tree, the main one or a linked one, that stands on the reference or is rebasing it.
fn checked_out_in(repository: &Repository, reference: &str) -> Option<String> {
    let common = repository.commondir();
    if !is_bare(common) && stands_on(common, reference) {
        return Some(shown(common.parent().unwrap_or(common)));
    }
    let worktrees = repository.worktrees().ok()?;
    worktrees.iter().filter_map(|name| name.ok().flatten()).find_map(|name| {
        let folder = common.join("worktrees").join(name);
        // The folder of a work tree may be gone, but git still keeps its branch until it is pruned.
        let place = || repository.find_worktree(name).map_or_else(|_| shown(&folder), |found| shown(found.path()));
        stands_on(&folder, reference).then(place)
    })
}

/// Nobody works on the branch that HEAD of a bare repository names.
fn is_bare(common: &Path) -> bool {
    Repository::open(common).is_ok_and(|main| main.is_bare())
}

fn stands_on(folder: &Path, reference: &str) -> bool {
    let holds = |file: &str, prefix: &str| {
        fs::read_to_string(folder.join(file)).is_ok_and(|text| text.trim_end().strip_prefix(prefix) == Some(reference))
    };
    holds("HEAD", "ref: ") || holds("rebase-merge/head-name", "") || holds("rebase-apply/head-name", "")
}

fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if text.len() > 1 { text.trim_end_matches(['/', '\\']).to_owned() } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_becomes_a_branch_name() {
        for (folder, expected) in [
            ("Contoso", "connkit/contoso"),
            ("Blackbaud Raiser's Edge NXT", "connkit/blackbaud-raiser-s-edge-nxt"),
            ("Asite (Hong Kong)", "connkit/asite-hong-kong"),
            ("Dime.Lock", "connkit/dime-lock"),
            ("Brønnøysund", "connkit/brønnøysund"),
        ] {
            assert_eq!(name(None, folder).as_deref(), Ok(expected));
        }
        assert_eq!(name(Some("my/branch"), "x").as_deref(), Ok("my/branch"));
        for bad in ["", "a b", "a..b", "-x", "a.lock", "HEAD", "dev", "master", "a~1"] {
            assert!(name(Some(bad), "x").is_err(), "{bad}");
        }
    }
}
