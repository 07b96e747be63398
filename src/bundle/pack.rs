//! The bundle's zip, read back by a second pair of eyes once it is made.

use std::io::{Cursor, Read as _};

use anyhow::{Context as _, Result, ensure};
use zip::ZipArchive;

use super::File;
use crate::archive::{Layout, Member, Source};

/// The zip of some files.
pub(super) fn pack(files: &[File]) -> Result<Vec<u8>> {
    let member = |File { entry, bytes }: &File| Member::new(entry.name.as_str(), Source::Bytes(bytes.clone()));
    Layout::plan(files.iter().map(member).collect())?.to_bytes()
}

/// Opens the finished zip as anybody would and compares every entry with what was to be written.
pub(super) fn read_back(bytes: &[u8], files: &[File]) -> Result<()> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).context("could not read the finished bundle back")?;
    ensure!(archive.len() == files.len(), "the finished bundle has {} entries of {}", archive.len(), files.len());
    for (index, File { entry, bytes }) in files.iter().enumerate() {
        let context = || format!("could not read `{}` back from the finished bundle", entry.name);
        let mut file = archive.by_index(index).with_context(context)?;
        ensure!(
            file.name_raw() == entry.name.as_bytes(),
            "entry {index} of the finished bundle is not `{}`",
            entry.name
        );
        ensure!(file.size() == entry.size, "`{}` has another size in the finished bundle", entry.name);
        let mut read = Vec::with_capacity(bytes.len());
        file.by_ref().take(entry.size + 1).read_to_end(&mut read).with_context(context)?;
        ensure!(read == *bytes, "`{}` has other contents in the finished bundle", entry.name);
    }
    Ok(())
}
