//! A zip writer that writes whatever it is told, true or not.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use sha2::{Digest as _, Sha256};

#[derive(Clone, Debug, Default)]
pub struct Raw {
    pub name: Vec<u8>,
    pub flags: u16,
    pub method: u16,
    pub data: Vec<u8>,
    pub crc32: u32,
    /// Inflated; the compressed size is always that of `data`.
    pub size: u32,
    pub attributes: u32,
    pub extra: Vec<u8>,
    pub comment: Vec<u8>,
    /// Bytes between this entry and the next.
    pub gap: Vec<u8>,
    /// Where the directory says that the entry lies.
    pub offset: Option<u32>,
    /// Neither local header nor data are written.
    pub data_is_elsewhere: bool,
    pub local_name: Option<Vec<u8>>,
    pub local_size: Option<u32>,
    pub local_method: Option<u16>,
    pub local_flags: Option<u16>,
    pub local_extra: Vec<u8>,
}

impl Raw {
    /// A regular file, stored.
    pub fn new(name: &[u8], data: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(data);
        Self {
            name: name.to_vec(),
            data: data.to_vec(),
            crc32: crc.sum(),
            size: data.len() as u32,
            attributes: 0o100_644 << 16,
            ..Self::default()
        }
    }

    pub fn deflate(&mut self) {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&self.data).unwrap();
        self.data = encoder.finish().unwrap();
        self.method = 8;
    }

    pub fn append_to_deflated(&mut self, bytes: &[u8]) {
        self.deflate();
        self.data.extend_from_slice(bytes);
    }

    pub fn set_deflated(&mut self, data: &[u8], size: u32) {
        self.data = data.to_vec();
        self.size = size;
        self.method = 8;
    }
}

/// A definition, the manifest, a readme.
pub fn good() -> Vec<Raw> {
    let definition = Raw::new(b"apiDefinition.swagger.json", b"{}");
    let readme = Raw::new(b"readme.md", b"read me, read me");
    let manifest = manifest(&[definition.clone(), readme.clone()]);
    vec![definition, Raw::new(b"manifest.json", manifest.as_bytes()), readme]
}

/// A manifest that lists stored entries as they are.
pub fn manifest(entries: &[Raw]) -> String {
    let files: Vec<String> = entries
        .iter()
        .filter(|entry| entry.name != b"manifest.json")
        .map(|entry| {
            let mut sum = String::new();
            for byte in Sha256::digest(&entry.data) {
                write!(sum, "{byte:02x}").unwrap();
            }
            let name = String::from_utf8(entry.name.clone()).unwrap();
            format!("{{\"name\": \"{name}\", \"size\": {}, \"sha256\": \"{sum}\"}}", entry.data.len())
        })
        .collect();
    format!(
        "{{\"format\": 1, \"name\": \"Contoso\", \"version\": \"1.0.0\", \"publisherKind\": \"verified\", \
         \"toolVersion\": \"0.0.0\", \"validation\": {{\"status\": \"skipped\"}}, \"files\": [{}]}}",
        files.join(", ")
    )
}

pub fn zip(entries: &[Raw]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let offset = entry.offset.unwrap_or(out.len() as u32);
        if !entry.data_is_elsewhere {
            local(&mut out, entry);
        }
        central(&mut directory, entry, offset);
    }
    let start = out.len() as u32;
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&(entries.len() as u16).to_le_bytes());
    out.extend_from_slice(&(entries.len() as u16).to_le_bytes());
    out.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    out.extend_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

fn local(out: &mut Vec<u8>, entry: &Raw) {
    let name = entry.local_name.as_ref().unwrap_or(&entry.name);
    out.extend_from_slice(b"PK\x03\x04\x14\0");
    out.extend_from_slice(&entry.local_flags.unwrap_or(entry.flags).to_le_bytes());
    out.extend_from_slice(&entry.local_method.unwrap_or(entry.method).to_le_bytes());
    sizes(out, entry, entry.local_size.unwrap_or(entry.size));
    out.extend_from_slice(&(name.len() as u16).to_le_bytes());
    out.extend_from_slice(&(entry.local_extra.len() as u16).to_le_bytes());
    for part in [name, &entry.local_extra, &entry.data, &entry.gap] {
        out.extend_from_slice(part);
    }
}

fn central(out: &mut Vec<u8>, entry: &Raw, offset: u32) {
    out.extend_from_slice(b"PK\x01\x02\x14\x03\x14\0");
    out.extend_from_slice(&entry.flags.to_le_bytes());
    out.extend_from_slice(&entry.method.to_le_bytes());
    sizes(out, entry, entry.size);
    for part in [&entry.name, &entry.extra, &entry.comment] {
        out.extend_from_slice(&(part.len() as u16).to_le_bytes());
    }
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&entry.attributes.to_le_bytes());
    out.extend_from_slice(&offset.to_le_bytes());
    for part in [&entry.name, &entry.extra, &entry.comment] {
        out.extend_from_slice(part);
    }
}

/// Time and date, CRC-32, both sizes.
fn sizes(out: &mut Vec<u8>, entry: &Raw, size: u32) {
    out.extend_from_slice(&[0, 0, 0x21, 0]);
    out.extend_from_slice(&entry.crc32.to_le_bytes());
    out.extend_from_slice(&(entry.data.len() as u32).to_le_bytes());
    out.extend_from_slice(&size.to_le_bytes());
}
