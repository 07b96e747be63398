//! Reads the beginnings of packed objects: the titles of a thousand definitions stand in their first lines, and
//! libgit2 can only unpack objects as a whole, which takes ten times as long.
//!
//! Whatever it does not understand (a loose object, an odd pack) it answers with `None`, and the object is read by
//! libgit2. Never writes, never checks an object against its id.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::read::ZlibDecoder;
use git2::Oid;

/// What an index of version 2 begins with.
const INDEX_MAGIC: [u8; 8] = [0xff, b't', b'O', b'c', 0, 0, 0, 2];

/// The length of an id; packs of other formats are left to libgit2.
const ID: usize = 20;

/// Where the ids of an index begin: after its magic number and 256 counts.
const IDS_AT: usize = 8 + 256 * 4;

/// Longer chains of deltas are left to libgit2, which remembers the objects that many others stand on. Git packs
/// published definitions in chains of up to 6.
const MAX_CHAIN: usize = 10;

/// All indexes together may be so large; repositories beyond are left to libgit2.
const MAX_INDEX_BYTES: u64 = 16 * 1024 * 1024;

const TREE: u8 = 2;
const BLOB: u8 = 3;
const OFFSET_DELTA: u8 = 6;
const ID_DELTA: u8 = 7;

/// The packs of a repository, by their indexes.
#[derive(Debug, Default)]
pub struct Packs {
    packs: Vec<Pack>,
}

#[derive(Debug)]
struct Pack {
    path: PathBuf,
    index: Vec<u8>,
}

impl Packs {
    /// The packs below an `objects` folder; none where they cannot be read.
    pub fn of(objects: &Path) -> Self {
        let Ok(folder) = fs::read_dir(objects.join("pack")) else { return Self::default() };
        let mut paths: Vec<PathBuf> = folder.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "idx"));
        paths.sort();
        let size: u64 = paths.iter().filter_map(|path| fs::metadata(path).ok()).map(|metadata| metadata.len()).sum();
        if size > MAX_INDEX_BYTES {
            return Self::default();
        }
        let packs = paths.into_iter().filter_map(|path| {
            let index = fs::read(&path).ok()?;
            let is_known = index.starts_with(&INDEX_MAGIC) && index.len() >= IDS_AT;
            is_known.then(|| Pack { path: path.with_extension("pack"), index })
        });
        Self { packs: packs.collect() }
    }

    /// A reader for one thread.
    pub fn reader(&self) -> Reader<'_> {
        Reader { packs: &self.packs, files: self.packs.iter().map(|_| None).collect() }
    }
}

impl Pack {
    fn number(&self, at: usize) -> Option<usize> {
        let bytes = self.index.get(at..at + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?) as usize)
    }

    /// Where in the pack an object begins.
    fn offset(&self, id: &[u8]) -> Option<u64> {
        let count_up_to = |byte: usize| self.number(8 + byte * 4);
        let first = usize::from(*id.first()?);
        let (mut low, mut high) = (if first == 0 { 0 } else { count_up_to(first - 1)? }, count_up_to(first)?);
        let total = count_up_to(255)?;
        while low < high {
            let middle = usize::midpoint(low, high);
            let found = self.index.get(IDS_AT + middle * ID..IDS_AT + (middle + 1) * ID)?;
            match found.cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return self.offset_of(middle, total),
            }
        }
        None
    }

    fn offset_of(&self, position: usize, total: usize) -> Option<u64> {
        let offsets_at = IDS_AT + total * (ID + 4);
        let offset = self.number(offsets_at + position * 4)?;
        let large = 0x8000_0000;
        if offset < large {
            return Some(offset as u64);
        }
        let at = offsets_at + total * 4 + (offset - large) * 8;
        Some(u64::from_be_bytes(self.index.get(at..at + 8)?.try_into().ok()?))
    }
}

/// Reads objects; keeps the packs open that it has read from.
#[derive(Debug)]
pub struct Reader<'p> {
    packs: &'p [Pack],
    files: Vec<Option<File>>,
}

/// Where an object lies.
#[derive(Clone, Copy)]
struct Place {
    pack: usize,
    offset: u64,
}

impl Reader<'_> {
    /// The first bytes of a blob or tree, at most `most`; `None` when it has to be read in another way.
    pub fn beginning(&mut self, id: Oid, most: usize) -> Option<Vec<u8>> {
        self.by_id(id.as_bytes(), most, 0)
    }

    fn by_id(&mut self, id: &[u8], most: usize, depth: usize) -> Option<Vec<u8>> {
        let mut packs = self.packs.iter().enumerate();
        let (pack, offset) = packs.find_map(|(number, pack)| Some((number, pack.offset(id)?)))?;
        self.at(Place { pack, offset }, most, depth)
    }

    fn at(&mut self, place: Place, most: usize, depth: usize) -> Option<Vec<u8>> {
        if depth > MAX_CHAIN {
            return None;
        }
        let mut bytes = Bytes::new(self.file(place.pack)?, place.offset).ok()?;
        let first = bytes.next()?;
        let mut more = first;
        while more & 0x80 != 0 {
            more = bytes.next()?;
        }
        match first >> 4 & 7 {
            TREE | BLOB => inflate(bytes, most),
            OFFSET_DELTA => {
                let offset = place.offset.checked_sub(bytes.distance()?)?;
                let steps = Step::all(bytes, most)?;
                self.patched(steps, |reader, most| reader.at(Place { offset, ..place }, most, depth + 1))
            }
            ID_DELTA => {
                let id: Vec<u8> = (0..ID).map(|_| bytes.next()).collect::<Option<_>>()?;
                let steps = Step::all(bytes, most)?;
                self.patched(steps, |reader, most| reader.by_id(&id, most, depth + 1))
            }
            _ => None,
        }
    }

    fn file(&mut self, pack: usize) -> Option<&mut File> {
        let slot = self.files.get_mut(pack)?;
        if slot.is_none() {
            *slot = File::open(&self.packs.get(pack)?.path).ok();
        }
        slot.as_mut()
    }

    /// Carries out the beginning of a delta, on as much of its base as that needs.
    fn patched(&mut self, steps: Vec<Step>, base: impl FnOnce(&mut Self, usize) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
        let needed = steps.iter().map(|step| if let Step::Copy { to, .. } = step { *to } else { 0 }).max();
        let base = base(self, needed.unwrap_or(0))?;
        let mut out = Vec::new();
        for step in &steps {
            out.extend_from_slice(match step {
                Step::Copy { from, to } => base.get(*from..*to)?,
                Step::Insert(bytes) => bytes,
            });
        }
        Some(out)
    }
}

/// One instruction of a delta.
enum Step {
    /// Takes a part of the base.
    Copy {
        from: usize,
        to: usize,
    },
    Insert(Vec<u8>),
}

impl Step {
    /// The instructions that make the first bytes, at most `most`, the last one cut off there. No more of the delta is
    /// unpacked than they take.
    fn all(packed: Bytes<'_>, most: usize) -> Option<Vec<Self>> {
        let mut delta = BufReader::with_capacity(256, ZlibDecoder::new(packed)).bytes();
        let mut next = || delta.next()?.ok();
        // The sizes of base and result come first.
        while next()? & 0x80 != 0 {}
        let (mut size, mut shift) = (0_usize, 0);
        loop {
            let byte = next()?;
            size |= usize::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let mut steps = Vec::new();
        let mut left = most.min(size);
        while left > 0 {
            let command = next()?;
            if command & 0x80 == 0 {
                let bytes: Vec<u8> = (0..usize::from(command).min(left)).map(|_| next()).collect::<Option<_>>()?;
                // What is cut off is the last step, so nothing that follows needs to be skipped.
                left = left.checked_sub(bytes.len()).filter(|_| command != 0)?;
                steps.push(Self::Insert(bytes));
                continue;
            }
            let mut field = |bits: std::ops::Range<u8>| -> Option<usize> {
                let mut value = 0;
                for (place, _) in bits.enumerate().filter(|(_, bit)| command >> bit & 1 == 1) {
                    value |= usize::from(next()?) << (8 * place);
                }
                Some(value)
            };
            let from = field(0..4)?;
            let length = field(4..7)?;
            let length = if length == 0 { 0x1_0000 } else { length }.min(left);
            steps.push(Self::Copy { from, to: from.checked_add(length)? });
            left -= length;
        }
        Some(steps)
    }
}

fn inflate(bytes: Bytes<'_>, most: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    ZlibDecoder::new(bytes).take(most as u64).read_to_end(&mut out).ok()?;
    Some(out)
}

/// A file from some offset on, read in small pieces: beginnings are short.
struct Bytes<'f> {
    file: &'f mut File,
    piece: [u8; 2048],
    at: usize,
    end: usize,
}

impl<'f> Bytes<'f> {
    fn new(file: &'f mut File, offset: u64) -> io::Result<Self> {
        file.seek(SeekFrom::Start(offset))?;
        Ok(Self { file, piece: [0; 2048], at: 0, end: 0 })
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.at == self.end {
            self.end = self.file.read(&mut self.piece)?;
            self.at = 0;
        }
        Ok(())
    }

    fn next(&mut self) -> Option<u8> {
        self.fill().ok()?;
        let byte = *self.piece.get(self.at..self.end)?.first()?;
        self.at += 1;
        Some(byte)
    }

    /// How far before a delta its base lies.
    fn distance(&mut self) -> Option<u64> {
        let mut byte = self.next()?;
        let mut distance = u64::from(byte & 0x7f);
        while byte & 0x80 != 0 {
            byte = self.next()?;
            distance = distance.checked_add(1)?.checked_mul(0x80)? | u64::from(byte & 0x7f);
        }
        Some(distance)
    }
}

impl Read for Bytes<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let piece = self.piece.get(self.at..self.end).unwrap_or_default();
        let count = piece.len().min(out.len());
        out[..count].copy_from_slice(&piece[..count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use git2::{ObjectType, Repository};

    use super::*;

    /// Commits versions of two files, so that they are packed as deltas.
    fn repository(folder: &Path) -> Repository {
        let repository = Repository::init(folder).unwrap();
        let who = git2::Signature::new("Ada", "ada@example.com", &git2::Time::new(0, 0)).unwrap();
        let mut parent = None;
        for version in 0..12 {
            let line =
                |number: usize| format!("line {number} of {}\n", if number % 7 == version { version } else { 99 });
            let mut tree = repository.treebuilder(None).unwrap();
            for (name, lines) in [("long", 5_000 + version * 10), ("short", 40)] {
                let text: String = (0..lines).map(line).collect();
                tree.insert(name, repository.blob(text.as_bytes()).unwrap(), 0o100_644).unwrap();
            }
            let tree = repository.find_tree(tree.write().unwrap()).unwrap();
            let parents: Vec<git2::Commit<'_>> =
                parent.map(|id| repository.find_commit(id).unwrap()).into_iter().collect();
            let parents: Vec<&git2::Commit<'_>> = parents.iter().collect();
            parent = Some(repository.commit(Some("refs/heads/dev"), &who, &who, "x", &tree, &parents).unwrap());
        }
        repository
    }

    #[test]
    fn beginnings_are_those_that_libgit2_reads() {
        // git writes the one kind of delta by default, and the other when told so.
        for by_offset in ["true", "false"] {
            let folder = tempfile::tempdir().unwrap();
            drop(repository(folder.path()));
            let settings = ["-c", &format!("repack.useDeltaBaseOffset={by_offset}")];
            let mut repack = Command::new("git");
            repack.current_dir(folder.path()).args(settings).args(["repack", "-a", "-d", "-f", "-q"]);
            assert!(repack.status().unwrap().success());
            let repository = Repository::open(folder.path()).unwrap();
            let packs = Packs::of(&folder.path().join(".git/objects"));
            let (mut reader, mut count) = (packs.reader(), 0);
            let database = repository.odb().unwrap();
            let mut ids = Vec::new();
            database
                .foreach(|id| {
                    ids.push(*id);
                    true
                })
                .unwrap();
            for id in ids {
                let object = database.read(id).unwrap();
                if !matches!(object.kind(), ObjectType::Blob | ObjectType::Tree) {
                    continue;
                }
                for most in [0, 1, 100, 3_000, 70_000, usize::MAX] {
                    let expected = &object.data()[..object.len().min(most)];
                    assert!(reader.beginning(id, most).as_deref() == Some(expected), "{id} {most}");
                    count += 1;
                }
            }
            // Short versions repeat from the eighth on.
            assert_eq!(count, 32 * 6);
        }
        let missing = Oid::hash_object(ObjectType::Blob, b"missing").unwrap();
        assert_eq!(Packs::of(Path::new("/nowhere")).reader().beginning(missing, 1), None);
    }
}
