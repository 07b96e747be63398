//! `connkit new`.

use anyhow::{Result, bail};

use super::Outcome;

/// To be built.
#[derive(clap::Args)]
pub struct Arguments {}

pub fn run(_arguments: &Arguments) -> Result<Outcome> {
    bail!("`new` is not built yet")
}
