//! ASCII words as numbers, apart from case, by which they are told from others at once.
//!
//! The build script reads this file too, so that what it packs is found again; it must need nothing else.

/// So many bits of a hash choose a block of the filter; the last ones choose bits in it.
const BLOCK_BITS: u32 = 15;

/// How many blocks of 64 bits a filter of words has.
pub const BLOCKS: usize = 1 << BLOCK_BITS;

/// Shorter words are not in the filter: three letters are more often of another language, or an abbreviation.
pub const SHORTEST: usize = 4;

/// Up to eight ASCII letters and digits as one number, capitals as small letters; of longer words the last eight.
pub const fn packed(word: &[u8]) -> u64 {
    let mut packed = 0;
    let mut at = word.len().saturating_sub(8);
    while at < word.len() {
        packed = packed << 8 | (word[at] | SMALL) as u64;
        at += 1;
    }
    packed
}

/// The bit that makes small letters of capitals; digits have it anyhow.
const SMALL: u8 = 0x20;
const FOUR_SMALL: u32 = u32::from_be_bytes([SMALL; 4]);

/// A word of a text, packed from both ends.
#[derive(Clone, Copy)]
pub struct Packed {
    /// As [`packed`] has it.
    pub end: u64,
    /// The first four bytes; fewer where it is shorter.
    pub start: u32,
    /// The four bytes behind these in a word of more than twelve; else zero.
    middle: u32,
    pub length: usize,
}

impl Packed {
    /// The word that ends in front of `end`; read at once where there are eight bytes to read.
    pub fn of(text: &[u8], start: usize, end: usize) -> Self {
        let length = end - start;
        let Some(last) = text[..end].last_chunk::<8>() else { return Self::of_word(&text[start..end]) };
        let all = u64::from_be_bytes(*last) | u64::from_be_bytes([SMALL; 8]);
        let packed = if length < 8 { all & ((1 << (8 * length)) - 1) } else { all };
        let four_at = |at: usize| text[at..].first_chunk().map(|four| u32::from_be_bytes(*four) | FOUR_SMALL);
        let first = if length > 4 { four_at(start) } else { None };
        let middle = if length > 12 { four_at(start + 4) } else { None };
        Self { end: packed, start: first.unwrap_or(packed as u32), middle: middle.unwrap_or_default(), length }
    }

    pub fn of_word(word: &[u8]) -> Self {
        let length = word.len();
        let middle = if length > 12 { packed(&word[4..8]) as u32 } else { 0 };
        Self { end: packed(word), start: packed(&word[..length.min(4)]) as u32, middle, length }
    }

    /// The block of a filter in which the word is, and the bits that are all set where it is. Of a word of more than sixteen
    /// letters those in the middle do not count.
    pub fn filter_bits(self) -> (usize, u64) {
        // Multiplied first: in a word of eight letters the start is the upper half of the end, and would take it out.
        let start = u64::from(self.start) | u64::from(self.middle) << 32;
        let start = start.wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let hash = (self.end ^ start ^ self.length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let hash = hash ^ hash >> 29;
        let bit = |shift: u32| 1 << (hash >> shift & 63);
        ((hash >> (u64::BITS - BLOCK_BITS)) as usize, bit(0) | bit(8) | bit(16) | bit(24))
    }
}
