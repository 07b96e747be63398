#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| connkit_fuzz::configuration::check(text));
