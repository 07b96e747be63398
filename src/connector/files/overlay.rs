//! Files of which some were changed or added in memory.

use std::collections::BTreeMap;
use std::io;

use super::{Entry, EntryKind, Files};

/// Reads what was written to it, and else the files below; those stay as they are.
pub struct Overlay<'f> {
    files: &'f dyn Files,
    written: BTreeMap<String, Vec<u8>>,
}

/// A file's name, what it was (`None` for a new one) and what it is.
pub type Change<'o> = (&'o str, Option<Vec<u8>>, &'o [u8]);

impl<'f> Overlay<'f> {
    pub fn new(files: &'f dyn Files) -> Self {
        Self { files, written: BTreeMap::new() }
    }

    pub fn write(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.written.insert(name.into(), bytes.into());
    }

    /// What is not as it was below, in the order of the names.
    pub fn changes(&self) -> io::Result<Vec<Change<'_>>> {
        let mut changes: Vec<Change<'_>> = Vec::new();
        for (name, after) in &self.written {
            let before = match self.files.read(name, u64::MAX) {
                Ok(before) => Some(before),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            if before.as_ref() != Some(after) {
                changes.push((name, before, after));
            }
        }
        Ok(changes)
    }
}

impl Files for Overlay<'_> {
    fn entries(&self) -> io::Result<Vec<Entry>> {
        let mut entries = self.files.entries()?;
        for (name, bytes) in &self.written {
            let size = bytes.len() as u64;
            match entries.iter_mut().find(|entry| entry.name == *name) {
                Some(entry) => entry.size = size,
                None => entries.push(Entry { name: name.clone(), kind: EntryKind::File, size }),
            }
        }
        entries.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(entries)
    }

    fn folder_name(&self) -> Option<String> {
        self.files.folder_name()
    }

    fn read(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        match self.written.get(name) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.files.read(name, limit),
        }
    }
}
