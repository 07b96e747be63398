//! Where a submission goes, and what it is called: base, folder, branch, message, title.
//!
//! Never writes.

use anyhow::Result;
use camino::Utf8Path;
use git2::{Repository, Tree};

use super::base::{self, Base, Remote};
use super::branch::{self, Existing};
use super::folder::{self, Clues, Folder, Shelf};
use super::problem::Problem;
use super::published::{self, Catalogue, Published};
use super::step::{Action, Step};
use super::{Request, command, message, repository};
use crate::connector::Role;
use crate::publisher_kind::PublisherKind;

/// Where a submission goes and what it is called.
pub struct Target {
    pub base: Base,
    pub folder: Folder,
    pub branch: String,
    /// The message of a new commit.
    new_message: String,
    pub title: String,
    pub titles: Titles,
}

impl Target {
    /// Finds all parts, or adds what is wrong with each to the problems.
    pub fn find(
        repository: &Repository,
        path: &Utf8Path,
        remotes: &[Remote],
        request: &Request,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Self>> {
        let base = base::find(repository, path, remotes, request.base.as_deref());
        let title = message::clean_title(&request.title);
        let folder = match &base {
            Ok(base) => Some(choose_folder(repository, path, base, request, &title)?),
            Err(_) => None,
        };
        let (folder, branch, new_message, title) = match folder {
            Some(Ok((folder, titles))) => {
                let branch = branch::name(request.branch.as_deref(), &folder.name);
                let title = if title.is_empty() { folder.name.clone() } else { title };
                let verb = if folder.is_new { "Add" } else { "Update" };
                let title = message::pull_request_title(&title, request.kind, request.is_proposal);
                let message = message::compose(request.message.as_deref(), &format!("{verb} {title}"));
                (Ok((folder, titles)), branch, message, title)
            }
            other => {
                // What does not depend on the folder is looked at all the same.
                let branch = branch::name(request.branch.as_deref(), "connector");
                let message = message::compose(request.message.as_deref(), "connector");
                (Err(other.and_then(Result::err)), branch, message, title)
            }
        };
        match (base, folder, branch, new_message) {
            (Ok(base), Ok((folder, titles)), Ok(branch), Ok(new_message)) => {
                Ok(Some(Self { base, folder, branch, new_message, title, titles }))
            }
            (base, folder, branch, message) => {
                problems.extend(base.err());
                problems.extend(folder.err().flatten());
                problems.extend(branch.err());
                problems.extend(message.err());
                Ok(None)
            }
        }
    }

    /// The message of the commit: who amends one keeps its message, unless there is a new one.
    pub fn message(&self, repository: &Repository, request: &Request, step: &Step, existing: &Existing) -> String {
        let amended = existing.tip().filter(|_| step.action == Action::Amend && request.message.is_none());
        let kept = amended.and_then(|tip| Some(repository.find_commit(tip).ok()?.message().ok()?.to_owned()));
        kept.unwrap_or_else(|| self.new_message.clone())
    }
}

/// What the base's connectors tell about our title.
#[derive(Default)]
pub struct Titles {
    /// Whether the titles were compared, all of them.
    is_compared: bool,
    /// Other connectors with the very title.
    same: Vec<String>,
    pub notes: Vec<String>,
}

impl Titles {
    fn of(catalogue: &Catalogue, folder: &Folder, title: &str, path: &Utf8Path, base: &Base) -> Self {
        let own = catalogue.connectors.iter().find(|published| published.path() == folder.path);
        // What is published under its title already keeps it, whoever has it too.
        if own.and_then(|own| own.title.as_deref()).is_some_and(|own| message::clean_title(own) == title) {
            return Self { is_compared: true, ..Self::default() };
        }
        let mut titles = Self { is_compared: catalogue.missing == 0, ..Self::default() };
        for taken in folder::taken(&catalogue.connectors, &folder.path, title) {
            if taken.is_same {
                titles.same.push(taken.by.path());
            } else {
                let other = taken.by.title.as_deref().unwrap_or_default();
                titles.notes.push(format!("the title is easily mistaken for `{other}` of `{}`", taken.by.path()));
            }
        }
        if catalogue.missing > 0 {
            let pathspec = format!("*{}", Role::Definition.file_name());
            let fetch = command::fetch_files(path, base.id, &pathspec);
            titles.notes.push(format!(
                "the clone does not hold {} of {} definitions, so their titles were not compared; to fetch them: {fetch}",
                catalogue.missing,
                catalogue.connectors.len()
            ));
        }
        titles
    }

    pub fn is_free(&self) -> Option<bool> {
        self.is_compared.then_some(self.same.is_empty())
    }

    pub fn problem(&self, request: &Request) -> Option<Problem> {
        let first = self.same.first().filter(|_| request.checks_title)?;
        let name = first.rsplit('/').next().unwrap_or(first);
        Some(
            Problem::new(format!("the title `{}` is taken by `{first}`", request.title))
                .remedy(format!("if that is this connector: --folder {}", command::quoted(name)))
                .remedy("else choose another title, or add `--no-verify`"),
        )
    }
}

fn choose_folder(
    repository: &Repository,
    path: &Utf8Path,
    base: &Base,
    request: &Request,
    title: &str,
) -> Result<Result<(Folder, Titles), Problem>> {
    let tree = repository::tree_of(repository, path, base.id)?;
    let is_connectors_repository =
        PublisherKind::ALL.into_iter().any(|kind| tree.get_name(kind.upstream_folder()).is_some());
    if !is_connectors_repository {
        return Ok(Err(Problem::new(format!(
            "`{}` in `{path}` does not look like the connectors repository: it has no folder `{}`",
            base.name,
            request.kind.upstream_folder()
        ))
        .remedy("name the clone with `--repo`, or the start with `--base`")));
    }
    if let Some(folder) = obvious_folder(repository, &tree, request, title) {
        return Ok(Ok((folder, Titles { is_compared: true, ..Titles::default() })));
    }
    let catalogue = published::catalogue(repository, path, base.id)?;
    let shelf = Shelf { kind: request.kind, published: &catalogue.connectors };
    let host = request.host.as_deref().map(str::to_lowercase);
    let clues = Clues {
        title,
        host: host.as_deref(),
        local: request.local_name.as_deref(),
        explicit: request.folder.as_deref(),
    };
    Ok(folder::choose(&shelf, clues).map(|folder| {
        let titles = Titles::of(&catalogue, &folder, title, path, base);
        (folder, titles)
    }))
}

/// The folder that is named like the title and holds a connector with the title: no other can be meant, and a thousand
/// definitions need not be looked at.
fn obvious_folder(repository: &Repository, tree: &Tree<'_>, request: &Request, title: &str) -> Option<Folder> {
    let top = tree.get_name(request.kind.upstream_folder())?.id();
    let local = request.local_name.as_deref();
    let in_folder =
        |name: &str| Published { kind: Some(request.kind), folder: name.to_owned(), ..Published::default() };
    let shelved = repository.find_tree(top).ok()?;
    let published: Vec<Published> = shelved.iter().filter_map(|entry| Some(in_folder(entry.name().ok()?))).collect();
    let shelf = Shelf { kind: request.kind, published: &published };
    let clues = Clues { title, host: None, local, explicit: request.folder.as_deref() };
    let folder = folder::choose(&shelf, clues).ok().filter(|folder| !folder.is_new)?;
    let own = published::one(repository, top, request.kind, &folder.name)?;
    (message::clean_title(own.title.as_deref()?) == title).then_some(folder)
}
