//! Packs the misspellings of `typos-dict` into a sorted text and a filter, for `connector::wording::spelling`.
//!
//! Linked as it is, the library's table is made of 290,000 pointers that are relocated whenever the program starts.

#[path = "src/connector/wording/fingerprint.rs"]
#[allow(dead_code, reason = "words inside a text are packed by the program alone")]
mod fingerprint;

use std::path::PathBuf;
use std::{env, fs, io};

use fingerprint::{BLOCKS, Packed, SHORTEST};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/connector/wording/fingerprint.rs");
    let is_word = |word: &str| word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut lines: Vec<(&str, String)> = typos_dict::WORD
        .map
        .entries()
        .map(|(word, corrections)| (word.into_inner(), corrections.join(",")))
        .filter(|(word, _)| is_word(word))
        .collect();
    lines.sort();
    let mut filter = vec![0u64; BLOCKS];
    let mut text = String::new();
    for (word, corrections) in &lines {
        let (block, bits) = Packed::of_word(word.as_bytes()).filter_bits();
        filter[block] |= bits;
        text += &format!("{word} {corrections}\n");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo tells build scripts where to write"));
    fs::write(out.join("misspellings.txt"), text)?;
    fs::write(out.join("misspellings.filter"), filter.iter().flat_map(|block| block.to_le_bytes()).collect::<Vec<_>>())
}
