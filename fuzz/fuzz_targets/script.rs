#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| connkit_fuzz::check(&[("script.csx", bytes)]));
