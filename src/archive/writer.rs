//! A zip as a plan: what lies in it, with every byte fixed, written out piece by piece.
//!
//! The same contents give the same bytes on every machine: entries are sorted by the bytes of their names; each says that
//! it was made on Unix, on 1980-01-01 00:00:00, as a regular file of mode 0644; none has extra fields, comments or data
//! descriptors, and only names outside ASCII are marked as UTF-8. What is compressed goes through deflate of flate2 with
//! the zlib-rs backend at level 9, which chooses the same matches on every processor.
//!
//! An archive inside another is stored, so that it need not be in memory: sizes and checksums are known beforehand, and
//! readers are read twice, in pieces of one buffer.

use std::fmt;
use std::io::{self, Read, Write};
use std::rc::Rc;

use anyhow::{Context as _, Result, bail, ensure};
use flate2::{Compression, Crc};

use super::container::{DEFLATED, STORED, UTF8};

const BUFFER_SIZE: usize = 64 << 10;
const LEVEL: u32 = 9;
/// Made on Unix, by version 2.0 of the format, which knows deflate.
const MADE_BY: u16 = 0x0314;
const NEEDED: [u16; 2] = [10, 20];
const MODIFIED: [u16; 2] = [0, 1 << 5 | 1];
const ATTRIBUTES: u32 = 0o100_644 << 16;

/// Opens a file to be read from its beginning; more than once.
pub type Open = Rc<dyn Fn() -> io::Result<Box<dyn Read>>>;

/// Where the contents of an entry come from.
#[derive(Clone)]
pub enum Source {
    /// Compressed.
    Bytes(Vec<u8>),
    /// Stored as it is; for what is compressed already.
    Reader(Open),
    /// An archive in the archive, stored.
    Archive(Layout),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Reader(_) => f.write_str("a file"),
            Self::Archive(layout) => layout.fmt(f),
        }
    }
}

/// One file to be put into an archive.
#[derive(Clone, Debug)]
pub struct Member {
    /// With `/` between folders.
    pub name: String,
    pub source: Source,
}

impl Member {
    pub fn new(name: impl Into<String>, source: Source) -> Self {
        Self { name: name.into(), source }
    }
}

/// An archive that is going to be written.
#[derive(Clone, Debug)]
pub struct Layout {
    entries: Vec<Planned>,
}

#[derive(Clone, Debug)]
struct Planned {
    name: String,
    source: Source,
    method: u16,
    crc32: u32,
    compressed_size: u32,
    size: u32,
}

impl Layout {
    /// Plans an archive of these files, whatever their order.
    ///
    /// Fails when a name is given twice, a file cannot be read, or something needs zip64.
    pub fn plan(mut members: Vec<Member>) -> Result<Self> {
        // `str` compares by bytes: neither locale nor case changes the order.
        members.sort_by(|left, right| left.name.cmp(&right.name));
        for pair in members.windows(2) {
            if let [first, second] = pair {
                ensure!(first.name != second.name, "`{}` is given twice for one archive", first.name);
            }
        }
        let entries: Vec<Planned> = members.into_iter().map(Planned::of).collect::<Result<_>>()?;
        let layout = Self { entries };
        ensure!(layout.size() < u64::from(u32::MAX), "the archive would have {} bytes: too many", layout.size());
        ensure!(layout.entries.len() < usize::from(u16::MAX), "the archive would have too many entries");
        Ok(layout)
    }

    /// The number of its bytes.
    pub fn size(&self) -> u64 {
        let entry = |entry: &Planned| 30 + 46 + 2 * entry.name.len() as u64 + u64::from(entry.compressed_size);
        self.entries.iter().map(entry).sum::<u64>() + 22
    }

    /// The names and sizes of what goes in, in the order of the archive.
    pub fn entries(&self) -> impl Iterator<Item = (&str, u64)> {
        self.entries.iter().map(|entry| (entry.name.as_str(), u64::from(entry.size)))
    }

    /// Those of archives in it, too: `package.zip!PkgAssets/FlowSolution.zip`.
    pub fn all_entries(&self) -> Vec<(String, u64)> {
        let mut all = Vec::new();
        for entry in &self.entries {
            all.push((entry.name.clone(), u64::from(entry.size)));
            if let Source::Archive(layout) = &entry.source {
                all.extend(
                    layout.all_entries().into_iter().map(|(name, size)| (format!("{}!{name}", entry.name), size)),
                );
            }
        }
        all
    }

    /// Writes the archive. Fails when a file is no longer what it was when the plan was made.
    pub fn write_to(&self, out: &mut dyn Write) -> Result<()> {
        let mut offset = 0;
        let mut directory = Vec::new();
        for entry in &self.entries {
            let header = entry.local_header();
            out.write_all(&header)?;
            entry.write_data(out)?;
            directory.extend_from_slice(&entry.central_header(offset));
            offset += header.len() as u32 + entry.compressed_size;
        }
        out.write_all(&directory)?;
        let count = (self.entries.len() as u16).to_le_bytes();
        out.write_all(b"PK\x05\x06\0\0\0\0")?;
        out.write_all(&count)?;
        out.write_all(&count)?;
        out.write_all(&(directory.len() as u32).to_le_bytes())?;
        out.write_all(&offset.to_le_bytes())?;
        out.write_all(&[0, 0])?;
        Ok(())
    }

    /// The whole archive in memory, for one that is small.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.size() as usize);
        self.write_to(&mut bytes)?;
        Ok(bytes)
    }
}

impl Planned {
    fn of(member: Member) -> Result<Self> {
        let Member { name, source } = member;
        ensure!(name.len() < usize::from(u16::MAX), "a name in an archive may have {} bytes", u16::MAX);
        let mut sum = Sum::default();
        let (source, method, compressed_size) = match source {
            Source::Bytes(bytes) => {
                sum.write_all(&bytes)?;
                let compressed = deflate(&bytes)?;
                let size = compressed.len() as u64;
                (Source::Bytes(compressed), DEFLATED, size)
            }
            Source::Reader(open) => {
                let read = open().and_then(|mut reader| copy(&mut reader, &mut sum));
                read.with_context(|| format!("could not read what `{name}` is to hold"))?;
                (Source::Reader(open), STORED, sum.size)
            }
            Source::Archive(layout) => {
                layout.write_to(&mut sum)?;
                (Source::Archive(layout), STORED, sum.size)
            }
        };
        if sum.size.max(compressed_size) >= u64::from(u32::MAX) {
            bail!("`{name}` has {} bytes: too many for an archive", sum.size);
        }
        let (crc32, size) = (sum.crc.sum(), sum.size as u32);
        Ok(Self { name, source, method, crc32, compressed_size: compressed_size as u32, size })
    }

    fn write_data(&self, out: &mut dyn Write) -> Result<()> {
        match &self.source {
            Source::Bytes(compressed) => out.write_all(compressed)?,
            Source::Archive(layout) => layout.write_to(out)?,
            Source::Reader(open) => {
                let mut sum = Sum::default();
                let mut both = Tee { out, sum: &mut sum };
                open()
                    .and_then(|mut reader| copy(&mut reader, &mut both))
                    .with_context(|| format!("could not copy what `{}` is to hold", self.name))?;
                let is_same = sum.size == u64::from(self.size) && sum.crc.sum() == self.crc32;
                ensure!(is_same, "what `{}` is to hold changed while it was read", self.name);
            }
        }
        Ok(())
    }

    fn local_header(&self) -> Vec<u8> {
        let mut header = b"PK\x03\x04".to_vec();
        self.common_fields(&mut header);
        header.extend_from_slice(&[0, 0]);
        header.extend_from_slice(self.name.as_bytes());
        header
    }

    fn central_header(&self, offset: u32) -> Vec<u8> {
        let mut header = b"PK\x01\x02".to_vec();
        header.extend_from_slice(&MADE_BY.to_le_bytes());
        self.common_fields(&mut header);
        // No extra field, no comment, the first disk, no internal attributes.
        header.extend_from_slice(&[0; 8]);
        header.extend_from_slice(&ATTRIBUTES.to_le_bytes());
        header.extend_from_slice(&offset.to_le_bytes());
        header.extend_from_slice(self.name.as_bytes());
        header
    }

    /// From the version that is needed to the length of the name.
    fn common_fields(&self, header: &mut Vec<u8>) {
        let needed = NEEDED[usize::from(self.method == DEFLATED)];
        let flags = if self.name.is_ascii() { 0 } else { UTF8 };
        for field in [needed, flags, self.method, MODIFIED[0], MODIFIED[1]] {
            header.extend_from_slice(&field.to_le_bytes());
        }
        for field in [self.crc32, self.compressed_size, self.size] {
            header.extend_from_slice(&field.to_le_bytes());
        }
        header.extend_from_slice(&(self.name.len() as u16).to_le_bytes());
    }
}

fn deflate(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn copy(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<()> {
    let mut buffer = vec![0; BUFFER_SIZE];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => to.write_all(buffer.get(..read).unwrap_or_default())?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The CRC-32 and number of the bytes that are written to it.
#[derive(Default)]
struct Sum {
    crc: Crc,
    size: u64,
}

impl Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.crc.update(bytes);
        self.size += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes on, and sums up what went through.
struct Tee<'t> {
    out: &'t mut dyn Write,
    sum: &'t mut Sum,
}

impl Write for Tee<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write_all(bytes)?;
        self.sum.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
