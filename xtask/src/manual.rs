//! `cargo xtask manual`: manual pages and completions, generated from the command line itself.

use std::fs;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use clap::ValueEnum as _;
use clap_complete::Shell;

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder that gets `man` and `completions`.
    #[arg(default_value = "dist")]
    folder: Utf8PathBuf,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let (pages, completions) = write(&arguments.folder)?;
    println!("manual pages in {pages}, completions in {completions}");
    Ok(())
}

/// Writes `man` and `completions` into a folder.
fn write(folder: &Utf8Path) -> Result<(Utf8PathBuf, Utf8PathBuf)> {
    let (pages, completions) = (folder.join("man"), folder.join("completions"));
    for folder in [&pages, &completions] {
        fs::create_dir_all(folder).with_context(|| format!("could not make the folder {folder}"))?;
    }
    let command = connkit::cli::command();
    clap_mangen::generate_to(command.clone(), &pages).with_context(|| format!("could not write into {pages}"))?;
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut command.clone(), "connkit", &completions)
            .with_context(|| format!("could not write into {completions}"))?;
    }
    Ok((pages, completions))
}

/// The same files as [`write`] writes, with their paths in the archive of a release.
pub fn files() -> Result<Vec<(String, Vec<u8>)>> {
    let scratch = tempfile::tempdir().context("could not make a folder for manual pages")?;
    let folder = Utf8Path::from_path(scratch.path()).context("the temporary folder is not UTF-8")?;
    let (pages, completions) = write(folder)?;
    let mut files = Vec::new();
    for (name, folder) in [("man", pages), ("completions", completions)] {
        for entry in folder.read_dir_utf8()? {
            let entry = entry?;
            files.push((format!("{name}/{}", entry.file_name()), fs::read(entry.path())?));
        }
    }
    Ok(files)
}
