//! A log as it is, or one out of the pieces that the reader knows.
#![no_main]

use connkit_fuzz::{Choices, log};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match bytes.split_first() {
    Some((0, rest)) => log::check(&log::sketched(&mut Choices::new(rest)).unwrap_or_default()),
    _ => log::check(&String::from_utf8_lossy(bytes)),
});
