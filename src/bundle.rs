//! The bundle: the reproducible zip that `package` makes, and the proof that `verify` gives.
//!
//! Owns what lies in a bundle, its manifest, its bytes and its checksum file. It is handed the contents of artifacts by
//! role and knows nothing of connectors, folders or the command line; it writes nothing but by [`Writes`].

mod checksum;
mod file_name;
mod manifest;
mod pack;
mod verify;

#[cfg(test)]
mod tests;

use anyhow::{Result, bail, ensure};
use camino::Utf8Path;

pub use checksum::{CHECKSUM_EXTENSION, compare_checksum_file};
pub use file_name::stem as file_stem;
pub use manifest::{Entry, FORMAT, MANIFEST_NAME, Manifest, Validation};
pub use verify::{Limits, Verdict, contents, verify, verify_within};

pub use crate::archive::{Problem, ProblemKind, shown};

use crate::connector::Role;
use crate::publisher_kind::PublisherKind;
use crate::writes::Writes;

/// What a bundle says about itself besides its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub name: String,
    pub version: String,
    pub publisher_kind: PublisherKind,
    pub validation: Validation,
}

/// What is going to lie in a bundle, sorted by the bytes of the names, manifest included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    manifest: Manifest,
    files: Vec<File>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    entry: Entry,
    bytes: Vec<u8>,
}

impl File {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
        let entry = Entry { name: name.to_owned(), size: bytes.len() as u64, sha256: checksum::sha256(&bytes) };
        Self { entry, bytes }
    }
}

impl Bundle {
    /// Puts artifacts together with a manifest, whatever the order in which they are given.
    ///
    /// Fails when a role is given twice, the definition is missing, or the files are larger than `verify` accepts.
    pub fn plan(contents: Vec<(Role, Vec<u8>)>, facts: Facts) -> Result<Self> {
        Self::plan_as(contents, facts, env!("CARGO_PKG_VERSION"))
    }

    /// The tool's version is an argument, so that the test of the exact bytes outlives a release.
    fn plan_as(contents: Vec<(Role, Vec<u8>)>, facts: Facts, tool_version: &str) -> Result<Self> {
        check(&contents, &Limits::STANDARD)?;
        let mut files: Vec<File> =
            contents.into_iter().map(|(role, bytes)| File::new(role.file_name(), bytes)).collect();
        // `str` compares by bytes: neither locale nor case changes the order.
        files.sort_by(|a, b| a.entry.name.cmp(&b.entry.name));
        let manifest = Manifest {
            format: FORMAT,
            name: facts.name,
            version: facts.version,
            publisher_kind: facts.publisher_kind,
            tool_version: tool_version.to_owned(),
            validation: facts.validation,
            files: files.iter().map(|file| file.entry.clone()).collect(),
        };
        files.push(File::new(MANIFEST_NAME, manifest.to_json()));
        files.sort_by(|a, b| a.entry.name.cmp(&b.entry.name));
        Ok(Self { manifest, files })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Everything that goes in, in the order of the zip; the manifest is one of the entries.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.files.iter().map(|file| &file.entry)
    }

    /// `<name>-<version>.zip`, in characters that every file system and shell takes.
    pub fn default_file_name(&self) -> String {
        file_name::of(&self.manifest.name, &self.manifest.version)
    }

    /// The zip's bytes: the same for the same contents and facts, everywhere and always.
    ///
    /// They are read back twice before they are handed out, by the zip crate and by [`verify`]; fails when either
    /// finds something else than was put in.
    pub fn to_zip_bytes(&self) -> Result<Vec<u8>> {
        let bytes = pack::pack(&self.files)?;
        pack::read_back(&bytes, &self.files)?;
        let verdict = verify(&bytes);
        if let Some(problem) = verdict.problems.first() {
            bail!("the bundle would not stand `connkit verify`: {problem}");
        }
        Ok(bytes)
    }

    /// The zip at `path` and its `sha256sum -c` compatible checksum file beside it, to be applied together.
    pub fn writes(&self, path: &Utf8Path) -> Result<Writes> {
        let Some(name) = path.file_name() else { bail!("{path} does not name a file to write the bundle to") };
        let bytes = self.to_zip_bytes()?;
        let line = checksum::line(name, &bytes)?;
        let mut writes = Writes::new();
        writes.add(path, bytes);
        writes.add(format!("{path}{CHECKSUM_EXTENSION}"), line);
        Ok(writes)
    }
}

/// The conditions that must hold before anything is put together.
fn check(contents: &[(Role, Vec<u8>)], limits: &Limits) -> Result<()> {
    for role in Role::ALL {
        let times = contents.iter().filter(|(other, _)| *other == role).count();
        ensure!(times < 2, "the {role} is given {times} times; a bundle holds one `{}`", role.file_name());
    }
    ensure!(
        contents.iter().any(|(role, _)| *role == Role::Definition),
        "there is no definition to bundle; add `{}`",
        Role::Definition.file_name()
    );
    for (role, bytes) in contents {
        let (size, most) = (bytes.len() as u64, limits.entry_size);
        ensure!(size <= most, "`{}` has {size} bytes; a file in a bundle may have {most}", role.file_name());
    }
    let total: u64 = contents.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    let most = limits.total_size - limits.manifest_size;
    ensure!(total <= most, "the artifacts have {total} bytes together; a bundle may hold {most}");
    Ok(())
}
