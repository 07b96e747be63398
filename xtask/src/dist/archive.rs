//! Archives of which nothing depends on the machine: sorted entries, fixed times, modes and owners.

use std::io::{Cursor, Write as _};

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// 1980-01-01, the first day that a zip can tell.
pub const MODIFIED: u64 = 315_532_800;

pub struct Entry {
    path: String,
    bytes: Vec<u8>,
    mode: u32,
}

impl Entry {
    pub fn program(path: &str, bytes: Vec<u8>) -> Self {
        Self { path: path.to_owned(), bytes, mode: 0o755 }
    }

    pub fn text(path: &str, bytes: Vec<u8>) -> Self {
        Self { path: path.to_owned(), bytes, mode: 0o644 }
    }
}

/// A gzipped tar that unpacks into one folder.
pub fn tar_gz(folder: &str, entries: Vec<Entry>) -> Result<Vec<u8>> {
    let mut builder = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for entry in sorted(entries) {
        let mut header = tar::Header::new_ustar();
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(entry.mode);
        header.set_mtime(MODIFIED);
        builder
            .append_data(&mut header, format!("{folder}/{}", entry.path), entry.bytes.as_slice())
            .with_context(|| format!("could not put {} into the archive", entry.path))?;
    }
    Ok(builder.into_inner()?.finish()?)
}

/// A zip that unpacks into one folder.
pub fn zip(folder: &str, entries: Vec<Entry>) -> Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in sorted(entries) {
        let options = SimpleFileOptions::DEFAULT
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(9))
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Unix)
            .unix_permissions(entry.mode);
        writer.start_file(format!("{folder}/{}", entry.path), options)?;
        writer.write_all(&entry.bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn sorted(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by(|left, right| left.path.cmp(&right.path));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> Vec<Entry> {
        vec![Entry::program("tool", b"program".to_vec()), Entry::text("man/tool.1", b"page".to_vec())]
    }

    fn reversed() -> Vec<Entry> {
        entries().into_iter().rev().collect()
    }

    #[test]
    fn the_order_of_entries_does_not_change_the_bytes() {
        assert_eq!(tar_gz("tool-1", entries()).unwrap(), tar_gz("tool-1", reversed()).unwrap());
        assert_eq!(zip("tool-1", entries()).unwrap(), zip("tool-1", reversed()).unwrap());
    }

    #[test]
    fn a_tar_holds_names_modes_and_the_fixed_time() {
        let bytes = tar_gz("tool-1", entries()).unwrap();
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(bytes.as_slice()));
        let found: Vec<(String, u32, u64)> = archive
            .entries()
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let header = entry.header();
                let path = entry.path().unwrap().to_string_lossy().into_owned();
                (path, header.mode().unwrap(), header.mtime().unwrap())
            })
            .collect();
        assert_eq!(
            found,
            [("tool-1/man/tool.1".to_owned(), 0o644, MODIFIED), ("tool-1/tool".to_owned(), 0o755, MODIFIED)]
        );
    }

    #[test]
    fn a_zip_holds_names_and_modes() {
        let mut archive = ::zip::ZipArchive::new(Cursor::new(zip("tool-1", entries()).unwrap())).unwrap();
        let program = archive.by_name("tool-1/tool").unwrap();
        assert_eq!(program.unix_mode().map(|mode| mode & 0o777), Some(0o755));
    }
}
