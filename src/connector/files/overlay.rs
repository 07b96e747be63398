//! Files of which some were changed, added, renamed or taken out in memory.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::{Entry, EntryKind, Files};

/// Reads what was written to it, and else the files below; those stay as they are.
pub struct Overlay<'f> {
    files: &'f dyn Files,
    written: BTreeMap<String, Vec<u8>>,
    /// By the new name the name that the file has below.
    renamed: BTreeMap<String, String>,
    /// Of the files below, as they were when they were read first: what is planned is planned from one state.
    known: RefCell<BTreeMap<String, Vec<u8>>>,
    /// By the name that the entry has below.
    removed: BTreeSet<String>,
}

/// A file's name, what it was (`None` for a new one) and what it is.
pub type Change<'o> = (&'o str, Option<Vec<u8>>, &'o [u8]);

impl<'f> Overlay<'f> {
    pub fn new(files: &'f dyn Files) -> Self {
        Self {
            files,
            written: BTreeMap::new(),
            renamed: BTreeMap::new(),
            known: RefCell::default(),
            removed: BTreeSet::new(),
        }
    }

    pub fn write(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.written.insert(name.into(), bytes.into());
    }

    /// Gives a file another name, which no other file may have.
    pub fn rename(&mut self, from: &str, to: &str) {
        if let Some(bytes) = self.written.remove(from) {
            self.written.insert(to.to_owned(), bytes);
        }
        let below = self.renamed.remove(from).unwrap_or_else(|| from.to_owned());
        self.renamed.insert(to.to_owned(), below);
    }

    /// Takes an entry out, with what it holds where it is a folder.
    pub fn remove(&mut self, name: &str) {
        self.written.remove(name);
        let below = self.renamed.remove(name).unwrap_or_else(|| name.to_owned());
        self.removed.insert(below);
    }

    /// The entries that were taken out, by their names below.
    pub fn removals(&self) -> impl Iterator<Item = &str> {
        self.removed.iter().map(String::as_str)
    }

    /// The files that have another name than below: that name and the new one, in the order of the new ones.
    pub fn renames(&self) -> impl Iterator<Item = (&str, &str)> {
        self.renamed.iter().map(|(to, from)| (from.as_str(), to.as_str()))
    }

    /// The name that a file has below; `None` when it has another one now.
    fn name_below<'n>(&'n self, name: &'n str) -> Option<&'n str> {
        match self.renamed.get(name) {
            Some(below) => Some(below),
            None if self.removed.contains(name) || self.renamed.values().any(|below| below == name) => None,
            None => Some(name),
        }
    }

    fn read_below(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        let Some(below) = self.name_below(name) else { return Err(io::ErrorKind::NotFound.into()) };
        if let Some(known) = self.known.borrow().get(below) {
            return Ok(known[..known.len().min(limit as usize)].to_vec());
        }
        let bytes = self.files.read(below, limit)?;
        let is_whole = (bytes.len() as u64) < limit;
        if is_whole {
            self.known.borrow_mut().insert(below.to_owned(), bytes.clone());
        }
        Ok(bytes)
    }

    /// Tells what a file below was when somebody else read it, from which a change of it is going to be made.
    pub fn know(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.known.get_mut().entry(name.into()).or_insert_with(|| bytes.into());
    }

    /// What is not as it was below, in the order of the names.
    pub fn changes(&self) -> io::Result<Vec<Change<'_>>> {
        let mut changes: Vec<Change<'_>> = Vec::new();
        for (name, after) in &self.written {
            let before = match self.read_below(name, u64::MAX) {
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
        entries.retain(|entry| !self.removed.contains(&entry.name));
        for (to, from) in &self.renamed {
            if let Some(entry) = entries.iter_mut().find(|entry| entry.name == *from) {
                entry.name.clone_from(to);
            }
        }
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
            None => self.read_below(name, limit),
        }
    }
}
