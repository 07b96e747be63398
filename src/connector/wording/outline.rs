//! What is kept of an ASCII word while a text is read, byte by byte: enough to tell it from nearly all others.
//!
//! The build script reads this file too, so that what it packs is found again; it must need nothing else.

/// So many bits of an outline choose a block of the filter; the last ones choose bits in it.
const BLOCK_BITS: u32 = 15;

/// How many blocks of 64 bits a filter of outlines has.
pub const BLOCKS: usize = 1 << BLOCK_BITS;

/// A word in lower case, as far as it fits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outline {
    /// Its first four bytes; fewer where it is shorter.
    pub start: u32,
    /// Its last eight bytes.
    pub end: u64,
    pub length: u32,
}

impl Outline {
    /// The outline of a word in lower case.
    pub fn of(lower: &str) -> Self {
        let mut outline = Self::default();
        lower.bytes().for_each(|byte| outline.take(byte));
        outline
    }

    pub fn take(&mut self, lower: u8) {
        if self.length < 4 {
            self.start = self.start << 8 | u32::from(lower);
        }
        self.end = self.end << 8 | u64::from(lower);
        self.length += 1;
    }

    /// The block of a filter in which the word is, and the bits that are all set where it is.
    pub fn bits(self) -> (usize, u64) {
        // Multiplied first: in words of eight letters the start is the upper half of the end, and would take it out.
        let start = u64::from(self.start).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let hash = (self.end ^ start ^ u64::from(self.length)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let hash = hash ^ hash >> 29;
        let bit = |shift: u32| 1 << (hash >> shift & 63);
        ((hash >> (u64::BITS - BLOCK_BITS)) as usize, bit(0) | bit(8) | bit(16))
    }
}
