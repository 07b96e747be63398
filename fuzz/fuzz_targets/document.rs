//! The first 32 bytes say what is edited, the rest is the text.
#![no_main]

use connkit_fuzz::{Choices, document};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (choices, text) = bytes.split_at(bytes.len().min(32));
    // Choices that are used up are no choices; there is nothing to be said about them.
    let _ = document::check(&String::from_utf8_lossy(text), &mut Choices::new(choices));
});
