//! What an entry holds: inflated piece by piece, within limits that nested archives share.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::ProblemKind as Kind;
use super::container::{Entry, STORED};

/// How much an archive, with all archives in it, may ask of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub entry_count: usize,
    /// Bytes of one entry, inflated.
    pub entry_size: u64,
    /// Bytes of all entries together, inflated.
    pub total_size: u64,
    /// How many bytes may come out of one compressed byte...
    pub ratio: u64,
    /// ...of entries that are larger than this; a few kilobytes of blanks harm nobody.
    pub ratio_applies_above: u64,
}

/// What is left of the limits while an archive and those in it are read.
#[derive(Clone, Debug)]
pub struct Budget {
    limits: Limits,
    entries: usize,
    bytes: u64,
}

impl Budget {
    pub fn new(limits: Limits) -> Self {
        Self { limits, entries: limits.entry_count, bytes: limits.total_size }
    }

    /// How many more entries may be read.
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// Takes what an archive's directory holds off the entries that are left.
    pub fn count(&mut self, entries: usize) {
        self.entries = self.entries.saturating_sub(entries);
    }

    /// Takes an entry off the bytes that are left. Fails when it declares more than `most`, or than is left, or than can
    /// honestly come out of its data.
    fn grant(&mut self, size: u64, data: usize, most: u64) -> Result<(), (Kind, String)> {
        if size > most {
            return Err((Kind::TooLarge, format!("the entry declares {size} bytes, and {most} are allowed")));
        }
        let Some(rest) = self.bytes.checked_sub(size) else {
            let most = self.limits.total_size;
            return Err((Kind::TooLarge, format!("with this entry there are more than {most} bytes")));
        };
        self.bytes = rest;
        let ratio = self.limits.ratio;
        if size > self.limits.ratio_applies_above && size / ratio > data as u64 {
            return Err((Kind::RatioTooHigh, format!("{data} bytes become {size}: more than {ratio} times as much")));
        }
        Ok(())
    }

    /// The most bytes that one entry may have.
    pub fn entry_size(&self) -> u64 {
        self.limits.entry_size
    }
}

/// Hands what an entry holds to `take`, never more than one buffer beyond what it declares; whether its CRC-32 is right.
///
/// Nothing happens when the entry has no data that could be read: that was told when the container was.
pub fn read_data(
    entry: &Entry,
    most: u64,
    budget: &mut Budget,
    take: &mut impl FnMut(&[u8]),
) -> Option<Result<bool, (Kind, String)>> {
    let data = entry.data?;
    let declared = u64::from(entry.header.size);
    if let Err(problem) = budget.grant(declared, data.len(), most) {
        return Some(Err(problem));
    }
    let mut crc = Crc::new();
    let mut take = |part: &[u8]| {
        crc.update(part);
        take(part);
    };
    let outcome = if entry.header.method == STORED {
        take(data);
        if data.len() as u64 == declared { Ok(()) } else { Err(size_differs(declared)) }
    } else {
        inflate(data, declared, &mut take)
    };
    Some(outcome.map(|()| crc.sum() == entry.header.crc32))
}

fn size_differs(declared: u64) -> (Kind, String) {
    (Kind::SizeMismatch, format!("the entry declares {declared} bytes and holds another number"))
}

/// Inflates raw deflate data in pieces; stops as soon as more comes out than was declared.
pub fn inflate(data: &[u8], declared: u64, take: &mut impl FnMut(&[u8])) -> Result<(), (Kind, String)> {
    let damaged = || (Kind::Damaged, "the compressed data cannot be read".to_owned());
    let mut stream = Decompress::new(false);
    let mut buffer = vec![0; 32 << 10];
    loop {
        let (read, written) = (stream.total_in(), stream.total_out());
        let input = data.get(read as usize..).unwrap_or_default();
        let status = stream.decompress(input, &mut buffer, FlushDecompress::None).map_err(|_| damaged())?;
        let made = stream.total_out() - written;
        take(buffer.get(..made as usize).unwrap_or_default());
        if stream.total_out() > declared {
            return Err(size_differs(declared));
        }
        match status {
            Status::StreamEnd => break,
            _ if made == 0 && stream.total_in() == read => return Err(damaged()),
            _ => {}
        }
    }
    if stream.total_out() != declared {
        return Err(size_differs(declared));
    }
    let behind = data.len() as u64 - stream.total_in();
    if behind > 0 {
        return Err((Kind::StrayData, format!("{behind} bytes lie behind the compressed data of the entry")));
    }
    Ok(())
}
