//! `cargo xtask manual`: manual pages and completions, generated from the command line itself.

use std::fs;

use anyhow::{Context as _, Result};
use camino::Utf8PathBuf;
use clap::ValueEnum as _;
use clap_complete::Shell;

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder that gets `man` and `completions`.
    #[arg(default_value = "dist")]
    folder: Utf8PathBuf,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let (pages, completions) = (arguments.folder.join("man"), arguments.folder.join("completions"));
    for folder in [&pages, &completions] {
        fs::create_dir_all(folder).with_context(|| format!("could not make the folder {folder}"))?;
    }
    let command = connkit::cli::command();
    clap_mangen::generate_to(command.clone(), &pages).with_context(|| format!("could not write into {pages}"))?;
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut command.clone(), "connkit", &completions)
            .with_context(|| format!("could not write into {completions}"))?;
    }
    println!("manual pages in {pages}, completions in {completions}");
    Ok(())
}
