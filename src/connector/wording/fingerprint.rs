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
        // Digits have this bit anyhow.
        packed = packed << 8 | (word[at] | 0x20) as u64;
        at += 1;
    }
    packed
}

/// The block of a filter in which a word is, and the bits that are all set where it is. The middle of a word of more than
/// twelve letters does not count.
pub fn filter_bits(word: &[u8]) -> (usize, u64) {
    let start = packed(&word[..word.len().min(4)]);
    // Multiplied first: in a word of eight letters the start is the upper half of the end, and would take it out.
    let hash = packed(word) ^ start.wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ word.len() as u64;
    let hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = hash ^ hash >> 29;
    let bit = |shift: u32| 1 << (hash >> shift & 63);
    ((hash >> (u64::BITS - BLOCK_BITS)) as usize, bit(0) | bit(8) | bit(16))
}
