#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| connkit_fuzz::template::check(text));
