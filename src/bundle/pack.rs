//! Writing the zip, with every byte fixed, and reading it back by a second pair of eyes.
//!
//! Where the bytes of an entry come from in zip 9, and what would depend on the machine by default:
//! - time: [`DateTime::DEFAULT`] (1980-01-01 00:00:00). The crate takes the clock instead when its feature `time` is
//!   on, which any crate in the graph could switch on;
//! - host byte of "version made by": the build's target (Windows or Unix) unless `system` is set. We say Unix, which is
//!   what makes the mode mean something;
//! - external attributes: mode 0644 of a regular file. The crate adds DOS bits only when the host byte is DOS. The mode
//!   of the file on disk, and so the umask, never comes near;
//! - method and level: the crate's default method depends on its features, its default level on flate2: both are set;
//! - deflate's bytes: flate2 has one backend for the whole graph and prefers zlib-rs to `miniz_oxide` (which `png` asks
//!   for) whenever both are there; only a C zlib would win over it. zlib-rs chooses the same matches on every processor;
//! - flags: only the UTF-8 flag, and only for names outside ASCII, which no role has. No data descriptors, because the
//!   writer can seek; no extra fields, because there is no encryption, no alignment and no file of 4 GiB;
//! - the lower byte of "version made by" is a constant of the crate; the golden test would tell of a change.

use std::io::{Cursor, Read as _, Write as _};

use anyhow::{Context as _, Result, ensure};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::File;

const LEVEL: i64 = 9;
const MODE: u32 = 0o644;

/// The zip of files that are already sorted.
pub(super) fn pack(files: &[File]) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::DEFAULT
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(MODE)
        .large_file(false);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for File { entry, bytes } in files {
        writer
            .start_file(entry.name.as_str(), options)
            .map_err(anyhow::Error::from)
            .and_then(|()| Ok(writer.write_all(bytes)?))
            .with_context(|| format!("could not put `{}` into the bundle", entry.name))?;
    }
    Ok(writer.finish().context("could not finish the bundle")?.into_inner())
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
