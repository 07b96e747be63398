//! The two versions of `diff` and `bump`: a folder, a file, a bundle, or a revision in git.

use std::fs;

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};

use crate::bundle;
use crate::check::{self, Choice};
use crate::config;
use crate::connector::files::{Folder, GitTree, Memory, SingleFile, holds, merge_base, repository_of};
use crate::connector::{Connector, Files as _, Role, is_connector};
use crate::project::{Project, shown};
use crate::publisher_kind::PublisherKind;
use crate::report::changes::{Comparison, Numbers};
use crate::version::number::{self, Step};

/// Reads the old version as the user named it; `here` tells which folder or file is meant by a revision alone. What its
/// `connkit.json` says does not count.
///
/// Fails when there is nothing of that name, or it holds neither a definition nor properties.
pub fn load(side: &str, here: &Utf8Path) -> Result<Project> {
    let Found { connector, path, place, .. } = find(side, here)?;
    check_contents(side, &connector)?;
    Project::elsewhere(path, &place, connector, None, None)
}

/// Reads the old version as [`load`] does; `None` where a revision alone is named that does not hold it yet.
pub fn load_if_there(side: &str, here: &Utf8Path) -> Result<Option<Project>> {
    let is_revision_alone = !side.contains(':') && !Utf8Path::new(side).exists();
    if is_revision_alone {
        let (repository, inside) = repository_of(here)?;
        if !holds(&repository, side, &inside)? {
            return Ok(None);
        }
    }
    load(side, here).map(Some)
}

/// Reads the new version with what its `connkit.json` says.
///
/// Fails as [`load`] does, and when that file is wrong.
pub fn load_project(side: &str, kind: Option<PublisherKind>) -> Result<Project> {
    let here = Utf8Path::new(".");
    let project = match fs::metadata(side) {
        Ok(metadata) if metadata.is_dir() || !is_bundle(Utf8Path::new(side)) => {
            if metadata.is_dir() {
                // Says better than an empty comparison that there is no connector.
                find(side, here)?;
            }
            Project::load(Utf8Path::new(side), kind)?
        }
        _ => {
            let Found { connector, path, place, configuration } = find(side, here)?;
            Project::elsewhere(path, &place, connector, configuration, kind)?
        }
    };
    check_contents(side, &project.connector)?;
    Ok(project)
}

fn check_contents(side: &str, connector: &Connector) -> Result<()> {
    if documents(connector).next().is_none() {
        bail!("`{side}` holds neither a definition nor properties");
    }
    Ok(())
}

/// The artifacts of a version that can be compared.
fn documents(connector: &Connector) -> impl Iterator<Item = Role> {
    [Role::Definition, Role::Properties].into_iter().filter(|role| connector.document(*role).is_some())
}

/// A connector where it was found.
struct Found {
    connector: Connector,
    /// As it is shown: `contoso`, `HEAD:contoso`, `contoso.zip:`.
    path: String,
    /// Its folder on the disk, or from the top of the repository.
    place: Utf8PathBuf,
    /// The text of its `connkit.json`, where it is in git.
    configuration: Option<String>,
}

fn is_bundle(path: &Utf8Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

fn find(side: &str, here: &Utf8Path) -> Result<Found> {
    let path = Utf8Path::new(side);
    let found = |connector, shown| Found { connector, path: shown, place: path.to_owned(), configuration: None };
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Ok(found(read_folder(path)?, shown(path))),
        Ok(_) if is_bundle(path) => Ok(found(read_bundle(path)?, format!("{}:", shown(path)))),
        Ok(_) => {
            let connector = Connector::load_file(&SingleFile(path.to_owned()));
            Ok(found(connector.with_context(|| format!("could not read {path}"))?, shown(path)))
        }
        Err(_) => read_revision(side, here),
    }
}

fn read_folder(path: &Utf8Path) -> Result<Connector> {
    let connector = Connector::load(&Folder(path.to_owned())).with_context(|| format!("could not read {path}"))?;
    if !is_connector(connector.entries()) {
        bail!("no connector in {path}: it holds no {}", Role::Definition.file_name());
    }
    Ok(connector)
}

fn read_bundle(path: &Utf8Path) -> Result<Connector> {
    let most = bundle::Limits::STANDARD.bundle_size;
    let size = fs::metadata(path).with_context(|| format!("could not read {path}"))?.len();
    if size > most {
        bail!("{path} has {size} bytes; a bundle may have {most}");
    }
    let bytes = fs::read(path).with_context(|| format!("could not read {path}"))?;
    let files = bundle::contents(&bytes).map_err(|problems| {
        let problem = problems.first().map(ToString::to_string).unwrap_or_default();
        anyhow!("{path} is no sound bundle of connkit: {problem}; `connkit verify {path}` tells all")
    })?;
    Connector::load(&Memory::new(files)).with_context(|| format!("could not read {path}"))
}

/// `REV` means the same folder or file as `here`; `REV:PATH` counts from the top, `REV:./PATH` from where one stands.
fn read_revision(side: &str, here: &Utf8Path) -> Result<Found> {
    let (revision, path) = match side.split_once(':') {
        Some((revision, path)) => (revision, Some(path)),
        None => (side, None),
    };
    let from = if path.is_none() { here } else { Utf8Path::new(".") };
    let nothing = || format!("there is no file or folder `{side}`, and as a revision it cannot be read");
    let (repository, inside) = repository_of(from).with_context(nothing)?;
    let path = match path {
        None => inside,
        Some(path) => match path.strip_prefix("./") {
            Some(path) => plain(&inside.join(path)),
            None => plain(Utf8Path::new(path)),
        },
    };
    let tree = GitTree::open(repository, revision, &path).with_context(nothing)?;
    let connector = if tree.is_folder() { Connector::load(&tree) } else { Connector::load_file(&tree) };
    let connector = connector.with_context(nothing)?;
    if connector.artifacts().is_empty() || (tree.is_folder() && !is_connector(connector.entries())) {
        bail!("no connector in `{path}` of revision `{revision}`: it holds no {}", Role::Definition.file_name());
    }
    let configuration = tree.read(config::FILE_NAME, MAX_CONFIGURATION).ok();
    let configuration = configuration.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let revision = if revision.len() == FULL_ID { &revision[..SHORT_ID] } else { revision };
    Ok(Found { connector, path: format!("{revision}:{}", shown(&path)), place: path, configuration })
}

/// More than any `connkit.json` has.
const MAX_CONFIGURATION: u64 = 16 << 20;

/// The length of a commit's id in hexadecimal, and how much of it is shown.
const FULL_ID: usize = 40;
const SHORT_ID: usize = 10;

/// A path without `.` and empty parts.
fn plain(path: &Utf8Path) -> Utf8PathBuf {
    let parts = path.components().filter(|part| !matches!(part, camino::Utf8Component::CurDir));
    Utf8PathBuf::from(parts.map(|part| part.as_str()).collect::<Vec<_>>().join("/"))
}

/// A file of a connector's folder, as a person would write it.
pub fn within(folder: &Utf8Path, name: &str) -> Utf8PathBuf {
    if folder == "." { Utf8PathBuf::from(name) } else { folder.join(name) }
}

/// Reads a connector that is going to be changed. Fails when an artifact cannot be read.
pub fn load_to_change(path: &Utf8Path) -> Result<Connector> {
    let connector = load(path.as_str(), path)?.connector;
    connector.refuse_unread().with_context(|| format!("could not read {path}"))?;
    Ok(connector)
}

/// What was read of a connector's file.
pub fn bytes(connector: &Connector, name: &str) -> Option<Vec<u8>> {
    let artifact = connector.artifacts().iter().find(|artifact| artifact.name == name)?;
    artifact.bytes().map(<[u8]>::to_vec)
}

/// The commit at which the work on `here` began, and the branch that tells so.
pub fn published(here: &Utf8Path) -> Result<(String, String)> {
    let (repository, _) = repository_of(here)?;
    merge_base(&repository)
}

/// Compares two versions and says which number should come next.
///
/// Fails when they have no artifact in common.
pub fn compare(old: Project, new: Project, choice: &Choice<'_>) -> Result<Comparison> {
    if !documents(&old.connector).any(|role| documents(&new.connector).any(|other| other == role)) {
        bail!("the two versions have nothing in common: one is a definition, the other properties");
    }
    let review = check::review(&old.connector, &new, choice);
    let step = Step::of(&review.changes);
    let proposed = old.version().zip(step).and_then(|(number, step)| number::next(&number, step).ok());
    let numbers = Numbers { old: old.version(), new: new.version(), proposed, step: step.map(Step::name) };
    Ok(Comparison { old, new, review, numbers })
}
