//! The zip container, read strictly: every byte must belong to an entry, the central directory or the end record.
//!
//! General readers forgive: they take the last directory that they find, drop all but one of several entries of one
//! name, and skip what lies between. A proof must not, so this reads the records itself, with bounded work and without
//! copying. It knows nothing of manifests and does not inflate.

use super::verify::{Problem, ProblemKind as Kind};

const LOCAL_SIGNATURE: u32 = 0x0403_4b50;
const CENTRAL_SIGNATURE: u32 = 0x0201_4b50;
const END_SIGNATURE: u32 = 0x0605_4b50;
const LOCAL_SIZE: usize = 30;
const CENTRAL_SIZE: usize = 46;
const END_SIZE: usize = 22;

pub(super) const STORED: u16 = 0;
pub(super) const DEFLATED: u16 = 8;

const ENCRYPTED: u16 = 1 << 0;
const STRONGLY_ENCRYPTED: u16 = 1 << 6;
const MASKED: u16 = 1 << 13;
/// How hard the writer tried (bits 1 and 2), and that the name is UTF-8 (bit 11): none changes what is read.
const HARMLESS: u16 = 1 << 1 | 1 << 2 | UTF8;
pub(super) const UTF8: u16 = 1 << 11;

/// What the central directory and the local header both say about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header<'a> {
    pub name: &'a [u8],
    pub version_needed: u16,
    pub flags: u16,
    pub method: u16,
    /// Time and date, which only need to agree.
    pub modified: u32,
    pub crc32: u32,
    pub compressed_size: u32,
    pub size: u32,
}

/// One entry as the central directory describes it, with its data when they can be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub header: Header<'a>,
    pub external_attributes: u32,
    /// What follows the name: an extra field could give the entry another name or another size.
    has_extra: bool,
    offset: usize,
    /// `None` when the entry is damaged, encrypted or made in a way that we do not read; a problem says so then.
    pub data: Option<&'a [u8]>,
}

/// Reads all entries in the order of the directory; what is wrong with the container is added to `problems`.
pub(super) fn read<'a>(bytes: &'a [u8], most_entries: usize, problems: &mut Vec<Problem>) -> Vec<Entry<'a>> {
    let Some(directory) = find_directory(bytes, problems) else { return Vec::new() };
    let Some(mut entries) = read_directory(bytes, &directory, most_entries, problems) else { return Vec::new() };
    locate_data(bytes, &directory, &mut entries, problems);
    entries
}

/// Where the central directory lies, and what the offsets in it count from.
struct Directory {
    start: usize,
    end: usize,
    base: usize,
    entry_count: usize,
}

fn find_directory(bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Directory> {
    let mut problem = |kind, message: String| problems.push(Problem::of_bundle(kind, message));
    let Some(end) = find_end(bytes) else {
        let begins_well = bytes.len() >= 4 && u32_at(bytes, 0) == Some(LOCAL_SIGNATURE);
        if begins_well {
            problem(Kind::Truncated, "the file begins as a zip and has no end record: it was cut off".into());
        } else {
            problem(Kind::NotAZip, "the file is not a zip".into());
        }
        return None;
    };
    let behind = bytes.len() - end - END_SIZE;
    if behind > 0 {
        problem(Kind::StrayData, format!("{behind} bytes lie behind the end of the archive, or in its comment"));
    }
    let disks = [u16_at(bytes, end + 4)?, u16_at(bytes, end + 6)?];
    let counts = [u16_at(bytes, end + 8)?, u16_at(bytes, end + 10)?];
    let (size, offset) = (u32_at(bytes, end + 12)?, u32_at(bytes, end + 16)?);
    let comment_length = usize::from(u16_at(bytes, end + 20)?);
    if disks != [0, 0] || counts[0] != counts[1] {
        problem(Kind::Damaged, "the end record speaks of more than one disk".into());
        return None;
    }
    if counts[0] == u16::MAX || size == u32::MAX || offset == u32::MAX {
        problem(Kind::Unsupported, "the archive is a zip64, which no bundle needs to be".into());
        return None;
    }
    if behind == 0 && comment_length != 0 {
        problem(Kind::Damaged, format!("the end record announces a comment of {comment_length} bytes: there is none"));
    }
    let start = end.checked_sub(size as usize);
    let Some((start, base)) = start.and_then(|start| Some((start, start.checked_sub(offset as usize)?))) else {
        problem(Kind::Damaged, "the end record points outside the file".into());
        return None;
    };
    if base > 0 {
        problem(Kind::StrayData, format!("{base} bytes lie before the archive, or before its directory"));
    }
    // Bytes before the archive shift all that follows; bytes before the directory shift no entry.
    let base = if u32_at(bytes, base) == Some(LOCAL_SIGNATURE) { base } else { 0 };
    Some(Directory { start, end, base, entry_count: usize::from(counts[0]) })
}

/// The last place where an end record could begin, as far from the end as the longest comment lets it be.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_SIZE)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last).rev().find(|&at| u32_at(bytes, at) == Some(END_SIGNATURE))
}

fn read_directory<'a>(
    bytes: &'a [u8],
    directory: &Directory,
    most_entries: usize,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Entry<'a>>> {
    let mut problem = |kind, message: String| problems.push(Problem::of_bundle(kind, message));
    let mut entries = Vec::new();
    let mut at = directory.start;
    while at < directory.end {
        if entries.len() == most_entries {
            problem(Kind::TooManyEntries, format!("there are more than {most_entries} entries"));
            return None;
        }
        let Some((entry, next)) = read_central(bytes, at).filter(|(_, next)| *next <= directory.end) else {
            problem(Kind::Damaged, format!("record {} of the directory cannot be read", entries.len() + 1));
            break;
        };
        entries.push(entry);
        at = next;
    }
    if entries.len() != directory.entry_count {
        let (found, announced) = (entries.len(), directory.entry_count);
        problem(Kind::Damaged, format!("the directory has {found} entries and the end record announces {announced}"));
    }
    Some(entries)
}

/// One record of the central directory, and where the next begins.
fn read_central(bytes: &[u8], at: usize) -> Option<(Entry<'_>, usize)> {
    let record = bytes.get(at..at.checked_add(CENTRAL_SIZE)?)?;
    let disk = u16_at(record, 34)?;
    if u32_at(record, 0)? != CENTRAL_SIGNATURE || disk != 0 {
        return None;
    }
    let name_end = at + CENTRAL_SIZE + usize::from(u16_at(record, 28)?);
    let next = name_end + usize::from(u16_at(record, 30)?) + usize::from(u16_at(record, 32)?);
    let header = Header {
        name: bytes.get(at + CENTRAL_SIZE..name_end)?,
        version_needed: u16_at(record, 6)?,
        flags: u16_at(record, 8)?,
        method: u16_at(record, 10)?,
        modified: u32_at(record, 12)?,
        crc32: u32_at(record, 16)?,
        compressed_size: u32_at(record, 20)?,
        size: u32_at(record, 24)?,
    };
    let entry = Entry {
        header,
        external_attributes: u32_at(record, 38)?,
        has_extra: next > name_end,
        offset: u32_at(record, 42)? as usize,
        data: None,
    };
    Some((entry, next))
}

/// Follows every entry to its local header, compares the two, and sees that the entries fill the file without a gap.
fn locate_data<'a>(bytes: &'a [u8], directory: &Directory, entries: &mut [Entry<'a>], problems: &mut Vec<Problem>) {
    let mut in_file_order: Vec<&mut Entry> = entries.iter_mut().collect();
    in_file_order.sort_by_key(|entry| entry.offset);
    let mut at = directory.base;
    for entry in in_file_order {
        let name = entry.header.name;
        let mut problem = |kind, message: String| problems.push(Problem::of_entry(kind, name, message));
        let start = directory.base.saturating_add(entry.offset);
        let Some(local) = read_local(bytes, start, directory.start, &entry.header) else {
            problem(Kind::Damaged, "the entry lies outside the file or has no local header there".into());
            continue;
        };
        if start > at {
            problem(Kind::StrayData, format!("{} bytes before the entry belong to no entry", start - at));
        } else if start < at {
            // Entries that share their data are how a small file becomes a huge one.
            problem(Kind::Overlap, "the entry lies over another one".into());
            continue;
        }
        at = local.end;
        let differing = differences(&entry.header, &local.header);
        if !differing.is_empty() {
            let fields = differing.join(", ");
            problem(Kind::HeaderMismatch, format!("the local header differs from the directory in: {fields}"));
        }
        if entry.has_extra || local.has_extra {
            problem(Kind::StrayData, "the entry carries an extra field or a comment".into());
        }
        if is_readable(&entry.header, &mut problem) {
            entry.data = Some(local.data);
        }
    }
    if at < directory.start {
        let message = format!("{} bytes before the directory belong to no entry", directory.start - at);
        problems.push(Problem::of_bundle(Kind::StrayData, message));
    }
}

struct Local<'a> {
    header: Header<'a>,
    has_extra: bool,
    data: &'a [u8],
    end: usize,
}

/// The local header at `start` and the data behind it, as long as the directory says, all before `limit`.
fn read_local<'a>(bytes: &'a [u8], start: usize, limit: usize, central: &Header) -> Option<Local<'a>> {
    let record = bytes.get(start..start.checked_add(LOCAL_SIZE)?)?;
    if u32_at(record, 0)? != LOCAL_SIGNATURE {
        return None;
    }
    let name_end = start + LOCAL_SIZE + usize::from(u16_at(record, 26)?);
    let extra_length = usize::from(u16_at(record, 28)?);
    let data_start = name_end + extra_length;
    let end = data_start.checked_add(central.compressed_size as usize).filter(|end| *end <= limit)?;
    let header = Header {
        name: bytes.get(start + LOCAL_SIZE..name_end)?,
        version_needed: u16_at(record, 4)?,
        flags: u16_at(record, 6)?,
        method: u16_at(record, 8)?,
        modified: u32_at(record, 10)?,
        crc32: u32_at(record, 14)?,
        compressed_size: u32_at(record, 18)?,
        size: u32_at(record, 22)?,
    };
    Some(Local { header, has_extra: extra_length > 0, data: bytes.get(data_start..end)?, end })
}

fn differences(central: &Header, local: &Header) -> Vec<&'static str> {
    let fields = [
        ("name", central.name != local.name),
        ("version needed", central.version_needed != local.version_needed),
        ("flags", central.flags != local.flags),
        ("method", central.method != local.method),
        ("time", central.modified != local.modified),
        ("CRC-32", central.crc32 != local.crc32),
        ("compressed size", central.compressed_size != local.compressed_size),
        ("size", central.size != local.size),
    ];
    fields.into_iter().filter_map(|(field, differs)| differs.then_some(field)).collect()
}

/// Whether we can get at the contents; otherwise says why not.
fn is_readable(header: &Header, problem: &mut impl FnMut(Kind, String)) -> bool {
    if header.flags & (ENCRYPTED | STRONGLY_ENCRYPTED | MASKED) != 0 {
        problem(Kind::Encrypted, "the entry is encrypted".into());
        return false;
    }
    if header.flags & !HARMLESS != 0 {
        problem(Kind::Unsupported, format!("the entry has the flags {:#06x}, which no bundle has", header.flags));
        return false;
    }
    if header.method != STORED && header.method != DEFLATED {
        problem(Kind::Unsupported, format!("the entry is compressed by method {}, not by deflate", header.method));
        return false;
    }
    true
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let field = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(field.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let field = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(field.try_into().ok()?))
}
