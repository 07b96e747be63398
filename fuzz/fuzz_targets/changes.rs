#![no_main]

use connkit_fuzz::{Choices, changes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = changes::check(&mut Choices::new(bytes));
});
