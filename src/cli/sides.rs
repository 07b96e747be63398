//! The two versions of `diff` and `bump`: a folder, a file, a bundle, or a revision in git.

use std::fs;

use anyhow::{Context as _, Result, anyhow, bail};
use camino::{Utf8Path, Utf8PathBuf};

use crate::bundle;
use crate::connector::Role;
use crate::connector::files::{Folder, GitTree, Memory, SingleFile, merge_base, repository_of};
use crate::connector::{Connector, is_connector};
use crate::project::shown;
use crate::report::changes::{Comparison, Numbers, Version};
use crate::version::number::{self, Step};
use crate::version::{self, Update};

/// Reads a version as the user named it; `here` tells which folder or file is meant by a revision alone.
///
/// Fails when there is nothing of that name, or it holds neither a definition nor properties.
pub fn load(side: &str, here: &Utf8Path) -> Result<Version> {
    let version = read(side, here)?;
    if documents(&version).next().is_none() {
        bail!("`{side}` holds neither a definition nor properties");
    }
    Ok(version)
}

/// The artifacts of a version that can be compared.
fn documents(version: &Version) -> impl Iterator<Item = Role> {
    [Role::Definition, Role::Properties].into_iter().filter(|role| version.connector.document(*role).is_some())
}

fn read(side: &str, here: &Utf8Path) -> Result<Version> {
    let path = Utf8Path::new(side);
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => load_folder(path),
        Ok(_) if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip")) => load_bundle(path),
        Ok(_) => {
            let connector = Connector::load_file(&SingleFile(path.to_owned()));
            Ok(Version { connector: connector.with_context(|| format!("could not read {path}"))?, prefix: shown(path) })
        }
        Err(_) => load_revision(side, here),
    }
}

fn load_folder(path: &Utf8Path) -> Result<Version> {
    let connector = Connector::load(&Folder(path.to_owned())).with_context(|| format!("could not read {path}"))?;
    if !is_connector(connector.entries()) {
        bail!("no connector in {path}: it holds no {}", Role::Definition.file_name());
    }
    let prefix = if path == "." { String::new() } else { format!("{}/", shown(path)) };
    Ok(Version { connector, prefix })
}

fn load_bundle(path: &Utf8Path) -> Result<Version> {
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
    let connector = Connector::load(&Memory::new(files)).with_context(|| format!("could not read {path}"))?;
    Ok(Version { connector, prefix: format!("{}:", shown(path)) })
}

/// `REV` means the same folder or file as `here`; `REV:PATH` counts from the top, `REV:./PATH` from where one stands.
fn load_revision(side: &str, here: &Utf8Path) -> Result<Version> {
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
    let place = shown(&path);
    let prefix = if tree.is_folder() && !place.is_empty() { format!("{place}/") } else { place };
    let revision = if revision.len() == FULL_ID { &revision[..SHORT_ID] } else { revision };
    Ok(Version { connector, prefix: format!("{revision}:{prefix}") })
}

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

/// The commit at which the work on `here` began, and the branch that tells so.
pub fn published(here: &Utf8Path) -> Result<(String, String)> {
    let (repository, _) = repository_of(here)?;
    merge_base(&repository)
}

/// Compares two versions and says which number should come next.
///
/// Fails when they have no artifact in common.
pub fn compare(old: Version, new: Version) -> Result<Comparison> {
    if !documents(&old).any(|role| documents(&new).any(|other| other == role)) {
        bail!("the two versions have nothing in common: one is a definition, the other properties");
    }
    let changes = version::compare(&old.connector, &new.connector);
    let update = Update::of(&old.connector, &new.connector);
    let numbers_of = |version: &Version| {
        let document = version.connector.document(Role::Definition)?;
        Some(document.root().get("info")?.str_member("version")?.into_owned())
    };
    let step = Step::of(&changes);
    let before = numbers_of(&old);
    let proposed = before.as_deref().zip(step).and_then(|(number, step)| number::next(number, step).ok());
    let numbers = Numbers { old: before, new: numbers_of(&new), proposed, step: step.map(Step::name) };
    Ok(Comparison { old, new, changes, update, numbers })
}
