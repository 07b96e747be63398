//! `connkit verify`.

use anyhow::{Result, bail};

use super::Outcome;

/// To be built.
#[derive(clap::Args)]
pub struct Arguments {}

pub fn run(_arguments: &Arguments) -> Result<Outcome> {
    bail!("`verify` is not built yet")
}
