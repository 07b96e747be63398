#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| connkit_fuzz::judging::check(&[("script.csx", bytes)]));
