//! Packages that are folders: each holds exactly the files of its kind.

use std::io::Write as _;

use anyhow::{Context as _, Result, bail};
use camino::Utf8Path;

use super::Arguments;
use crate::certification::is_zip_name;
use crate::cli::status;
use crate::connector::Files as _;
use crate::connector::files::Folder;
use crate::package::NamedFile;
use crate::project::{Project, shown};
use crate::submit;
use crate::writes::Writes;

/// The connector's folder in the connectors repository, below the output folder.
pub(super) fn in_repository(project: &Project) -> Result<String> {
    let name = submit::safe_name(&project.title());
    if name.is_empty() {
        bail!("no folder name can be made of the title; --output names the folder");
    }
    Ok(format!("{}/{name}", project.kind.upstream_folder()))
}

/// Lists the files, and writes them unless only the list is asked for.
pub(super) fn write(arguments: &Arguments, default: &str, mut files: Vec<NamedFile>) -> Result<()> {
    files.sort();
    let folder = arguments.output(|| default.to_owned());
    if is_zip_name(folder.as_str()) {
        bail!("a package of this kind is a folder, and {folder} names a zip; choose another --output");
    }
    if !arguments.list {
        refuse_strangers(&folder, &files)?;
        let mut writes = Writes::new();
        for (name, bytes) in &files {
            writes.add(folder.join(name), bytes.clone());
        }
        writes.apply()?;
        status::done("Packaged", format_args!("{}/", shown(&folder)));
    }
    let mut out = anstream::stdout().lock();
    for (name, bytes) in &files {
        writeln!(out, "{:>9}  {name}", bytes.len())?;
    }
    Ok(())
}

/// Fails when the folder holds something else: what is in it is handed on as a whole.
fn refuse_strangers(folder: &Utf8Path, files: &[NamedFile]) -> Result<()> {
    if !folder.try_exists().with_context(|| format!("could not look for {folder}"))? {
        return Ok(());
    }
    let entries = Folder(folder.to_owned()).entries().with_context(|| format!("could not look into {folder}"))?;
    let is_known = |name: &str| files.iter().any(|(known, _)| *known == name);
    let strangers: Vec<String> =
        entries.iter().filter(|entry| !is_known(&entry.name)).map(|entry| format!("`{}`", entry.name)).collect();
    if !strangers.is_empty() {
        bail!(
            "{folder} holds {}, which would not belong to the package; remove it, or choose another --output",
            strangers.join(", ")
        );
    }
    Ok(())
}
