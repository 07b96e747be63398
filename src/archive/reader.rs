//! An archive of somebody else's, read for its contents: names that can be compared, and bytes within a budget.

use std::collections::HashSet;

use super::container::{self, Dialect, Entry, UTF8};
use super::data::{Budget, read_data};
use super::{Problem, ProblemKind, complaint, irregular};

/// One entry of an archive.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// With `/` between folders, also where the archive has backslashes; folders end with one.
    pub name: String,
    /// In bytes, as declared.
    pub size: u64,
    entry: Entry<'a>,
}

impl Item<'_> {
    pub fn is_folder(&self) -> bool {
        self.name.ends_with('/')
    }
}

/// An archive with everything that is wrong with it so far; what is wrong with contents comes up as they are read.
#[derive(Debug, Default)]
pub struct Archive<'a> {
    pub items: Vec<Item<'a>>,
    pub problems: Vec<Problem>,
}

impl<'a> Archive<'a> {
    /// Reads the directory of an archive, and takes its entries off the budget.
    pub fn open(bytes: &'a [u8], budget: &mut Budget) -> Self {
        let mut problems = Vec::new();
        let entries = container::read(bytes, Dialect::Common, budget.entries(), &mut problems);
        budget.count(entries.len());
        let mut seen = HashSet::new();
        let mut seen_in_lower_case = HashSet::new();
        let mut items = Vec::with_capacity(entries.len());
        for entry in entries {
            let raw = entry.header.name;
            let name = String::from_utf8_lossy(raw).replace('\\', "/");
            let mut problem = |kind, message: &str| problems.push(Problem::of_entry(kind, raw, message));
            if let Some((kind, message)) = complaint(raw, entry.header.flags & UTF8 != 0) {
                problem(kind, message);
            }
            if let Some((kind, message)) = irregular(&entry) {
                problem(kind, message);
            }
            let key = name.trim_end_matches('/').to_owned();
            if !seen_in_lower_case.insert(key.to_lowercase()) {
                if seen.contains(&key) {
                    problem(ProblemKind::DuplicateName, "there is another entry of this name");
                } else {
                    problem(ProblemKind::NamesDifferInCase, "another entry has this name but for upper and lower case");
                }
            }
            seen.insert(key);
            items.push(Item { name, size: u64::from(entry.header.size), entry });
        }
        Self { items, problems }
    }

    /// The contents of an entry; `None`, and a problem, when they cannot be read or there are too many.
    pub fn read(&mut self, index: usize, budget: &mut Budget) -> Option<Vec<u8>> {
        let mut contents = Vec::new();
        self.take(index, budget, &mut |part: &[u8]| contents.extend_from_slice(part)).then_some(contents)
    }

    /// The data of an entry that is not compressed, where they lie; they are proved by [`Archive::prove`].
    pub fn stored(&self, index: usize) -> Option<&'a [u8]> {
        let entry = &self.items.get(index)?.entry;
        entry.data.filter(|_| entry.header.method == container::STORED)
    }

    /// Reads an entry only to see that it can be read.
    pub fn prove(&mut self, index: usize, budget: &mut Budget) -> bool {
        self.take(index, budget, &mut |_: &[u8]| {})
    }

    fn take(&mut self, index: usize, budget: &mut Budget, take: &mut impl FnMut(&[u8])) -> bool {
        let Some(Item { entry, .. }) = self.items.get(index) else { return false };
        let name = entry.header.name;
        let most = budget.entry_size();
        match read_data(entry, most, budget, take) {
            None => false,
            Some(Ok(true)) => true,
            Some(Ok(false)) => {
                let message = "the contents do not have the CRC-32 of their header";
                self.problems.push(Problem::of_entry(ProblemKind::ChecksumMismatch, name, message));
                false
            }
            Some(Err((kind, message))) => {
                self.problems.push(Problem::of_entry(kind, name, message));
                false
            }
        }
    }
}
