//! The zip container, read strictly: every byte must belong to an entry, the central directory or the end record.
//!
//! General readers forgive: they take the last directory that they find, drop all but one of several entries of one
//! name, and skip what lies between. A proof must not, so this reads the records itself, with bounded work and without
//! copying. It does not inflate.

use super::{Problem, ProblemKind as Kind};

/// How much of what writers of zip files do is taken without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// What connkit writes, and nothing else.
    Strict,
    /// What the exporters, build tools and desktops of others write: extra fields, comments, data descriptors, folders.
    Common,
}

const LOCAL_SIGNATURE: u32 = 0x0403_4b50;
const CENTRAL_SIGNATURE: u32 = 0x0201_4b50;
const END_SIGNATURE: u32 = 0x0605_4b50;
const LOCAL_SIZE: usize = 30;
const CENTRAL_SIZE: usize = 46;
const END_SIZE: usize = 22;

pub const STORED: u16 = 0;
pub const DEFLATED: u16 = 8;

const ENCRYPTED: u16 = 1 << 0;
const STRONGLY_ENCRYPTED: u16 = 1 << 6;
const MASKED: u16 = 1 << 13;
/// How hard the writer tried (bits 1 and 2), and that the name is UTF-8 (bit 11): none changes what is read.
const HARMLESS: u16 = 1 << 1 | 1 << 2 | UTF8;
/// CRC-32 and sizes follow the data, for the writer did not know them before.
const DESCRIPTOR: u16 = 1 << 3;
pub const UTF8: u16 = 1 << 11;

/// What the central directory and the local header both say about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header<'a> {
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
pub struct Entry<'a> {
    pub header: Header<'a>,
    pub external_attributes: u32,
    /// What follows the name: an extra field could give the entry another name or another size.
    extra: &'a [u8],
    has_comment: bool,
    offset: usize,
    /// `None` when the entry is damaged, encrypted or made in a way that we do not read; a problem says so then.
    pub data: Option<&'a [u8]>,
}

/// Reads all entries in the order of the directory; what is wrong with the container is added to `problems`.
pub fn read<'a>(bytes: &'a [u8], dialect: Dialect, most_entries: usize, problems: &mut Vec<Problem>) -> Vec<Entry<'a>> {
    let Some(directory) = find_directory(bytes, dialect, problems) else { return Vec::new() };
    let Some(mut entries) = read_directory(bytes, &directory, most_entries, problems) else { return Vec::new() };
    locate_data(bytes, dialect, &directory, &mut entries, problems);
    entries
}

/// Where the central directory lies, and what the offsets in it count from.
struct Directory {
    start: usize,
    end: usize,
    base: usize,
    entry_count: usize,
}

fn find_directory(bytes: &[u8], dialect: Dialect, problems: &mut Vec<Problem>) -> Option<Directory> {
    let mut problem = |kind, message: String| problems.push(Problem::of_archive(kind, message));
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
    let comment_length = usize::from(u16_at(bytes, end + 20)?);
    if behind > 0 && (dialect == Dialect::Strict || comment_length != behind) {
        problem(Kind::StrayData, format!("{behind} bytes lie behind the end of the archive, or in its comment"));
    }
    let disks = [u16_at(bytes, end + 4)?, u16_at(bytes, end + 6)?];
    let counts = [u16_at(bytes, end + 8)?, u16_at(bytes, end + 10)?];
    let (size, offset) = (u32_at(bytes, end + 12)?, u32_at(bytes, end + 16)?);
    if disks != [0, 0] || counts[0] != counts[1] {
        problem(Kind::Damaged, "the end record speaks of more than one disk".into());
        return None;
    }
    if counts[0] == u16::MAX || size == u32::MAX || offset == u32::MAX {
        problem(Kind::Unsupported, "the archive is a zip64, which nothing that connkit reads needs to be".into());
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
    let mut problem = |kind, message: String| problems.push(Problem::of_archive(kind, message));
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
    let extra_end = name_end + usize::from(u16_at(record, 30)?);
    let next = extra_end + usize::from(u16_at(record, 32)?);
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
        extra: bytes.get(name_end..extra_end)?,
        has_comment: next > extra_end,
        offset: u32_at(record, 42)? as usize,
        data: None,
    };
    Some((entry, next))
}

/// Follows every entry to its local header, compares the two, and sees that the entries fill the file without a gap.
fn locate_data<'a>(
    bytes: &'a [u8],
    dialect: Dialect,
    directory: &Directory,
    entries: &mut [Entry<'a>],
    problems: &mut Vec<Problem>,
) {
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
        at = local.end + descriptor_length(bytes, local.end, directory.start, &entry.header);
        let differing = differences(dialect, &entry.header, &local.header);
        if !differing.is_empty() {
            let fields = differing.join(", ");
            problem(Kind::HeaderMismatch, format!("the local header differs from the directory in: {fields}"));
        }
        let has_more = !entry.extra.is_empty() || !local.extra.is_empty() || entry.has_comment;
        if dialect == Dialect::Strict && has_more {
            problem(Kind::StrayData, "the entry carries an extra field or a comment".into());
        } else if renames(entry.extra) || renames(local.extra) {
            problem(Kind::HeaderMismatch, "an extra field gives the entry a second name".into());
        }
        if is_readable(dialect, &entry.header, &mut problem) {
            entry.data = Some(local.data);
        }
    }
    if at < directory.start {
        let message = format!("{} bytes before the directory belong to no entry", directory.start - at);
        problems.push(Problem::of_archive(Kind::StrayData, message));
    }
}

/// Whether an extra field holds another name for its entry, which some tools take and others do not.
fn renames(extra: &[u8]) -> bool {
    const UNICODE_PATH: u16 = 0x7075;
    let mut at = 0;
    while let (Some(id), Some(length)) = (u16_at(extra, at), u16_at(extra, at + 2)) {
        if id == UNICODE_PATH {
            return true;
        }
        at += 4 + usize::from(length);
    }
    false
}

/// The length of the record behind an entry's data that repeats its CRC-32 and sizes; 0 where there is none.
fn descriptor_length(bytes: &[u8], at: usize, limit: usize, header: &Header) -> usize {
    const SIGNATURE: u32 = 0x0807_4b50;
    if header.flags & DESCRIPTOR == 0 {
        return 0;
    }
    let word = |at| u32_at(bytes, at);
    let start = if word(at) == Some(SIGNATURE) { at + 4 } else { at };
    let (crc, compressed, size) = (Some(header.crc32), Some(header.compressed_size), Some(header.size));
    if word(start) != crc || word(start + 4) != compressed {
        return 0;
    }
    let end = if word(start + 8) == size {
        start + 12
    } else if word(start + 8) == Some(0) && word(start + 12) == size && word(start + 16) == Some(0) {
        start + 20
    } else {
        return 0;
    };
    if end <= limit { end - at } else { 0 }
}

struct Local<'a> {
    header: Header<'a>,
    extra: &'a [u8],
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
    let data_start = name_end + usize::from(u16_at(record, 28)?);
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
    Some(Local { header, extra: bytes.get(name_end..data_start)?, data: bytes.get(data_start..end)?, end })
}

fn differences(dialect: Dialect, central: &Header, local: &Header) -> Vec<&'static str> {
    let is_strict = dialect == Dialect::Strict;
    // A writer that cannot go back leaves these out of the local header, or fills them with ones for zip64.
    let is_late = !is_strict && central.flags & DESCRIPTOR != 0;
    let differs = |central: u32, local: u32| central != local && !(is_late && matches!(local, 0 | u32::MAX));
    let fields = [
        ("name", central.name != local.name),
        ("version needed", is_strict && central.version_needed != local.version_needed),
        ("flags", central.flags != local.flags),
        ("method", central.method != local.method),
        ("time", is_strict && central.modified != local.modified),
        ("CRC-32", differs(central.crc32, local.crc32)),
        ("compressed size", differs(central.compressed_size, local.compressed_size)),
        ("size", differs(central.size, local.size)),
    ];
    fields.into_iter().filter_map(|(field, differs)| differs.then_some(field)).collect()
}

/// Whether we can get at the contents; otherwise says why not.
fn is_readable(dialect: Dialect, header: &Header, problem: &mut impl FnMut(Kind, String)) -> bool {
    if header.flags & (ENCRYPTED | STRONGLY_ENCRYPTED | MASKED) != 0 {
        problem(Kind::Encrypted, "the entry is encrypted".into());
        return false;
    }
    let harmless = if dialect == Dialect::Strict { HARMLESS } else { HARMLESS | DESCRIPTOR };
    if header.flags & !harmless != 0 {
        problem(Kind::Unsupported, format!("the entry has the flags {:#06x}, which are not read", header.flags));
        return false;
    }
    // In the strict dialect these are sizes like any other, and too large.
    if dialect == Dialect::Common && (header.size == u32::MAX || header.compressed_size == u32::MAX) {
        problem(Kind::Unsupported, "the entry gives its size as zip64, which nothing that connkit reads needs".into());
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
