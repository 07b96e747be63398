//! Variables of the environment that stand for flags; an empty one counts as not set.

use std::env;

use anyhow::{Result, bail};

pub const PUBLISHER_KIND: &str = "CONNKIT_PUBLISHER_KIND";
pub const FAIL_ON: &str = "CONNKIT_FAIL_ON";
pub const FORMAT: &str = "CONNKIT_FORMAT";
pub const THREADS: &str = "CONNKIT_THREADS";
pub const TODAY: &str = "CONNKIT_TODAY";
/// Where the user's file is; empty where none is to be read.
pub const CONFIG: &str = "CONNKIT_CONFIG";

/// What a variable holds; `expected` says what it may hold.
///
/// Fails when it holds something else.
pub fn variable<T>(name: &str, parse: impl Fn(&str) -> Option<T>, expected: &str) -> Result<Option<T>> {
    let Some(text) = env::var_os(name).filter(|text| !text.is_empty()) else { return Ok(None) };
    match text.to_str().and_then(parse) {
        Some(value) => Ok(Some(value)),
        None => bail!("{name} is `{}`: expected {expected}", text.to_string_lossy()),
    }
}
