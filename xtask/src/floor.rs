//! `cargo xtask floor`: the least that validating could cost, to measure `connkit validate` against.

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use anyhow::{Context as _, Result};
use camino::Utf8PathBuf;
use connkit::connector::Role;
use rayon::prelude::*;

#[derive(clap::Args)]
pub struct Arguments {
    /// A tree of connectors.
    path: Utf8PathBuf,
    /// Only read the files, parse nothing.
    #[arg(long)]
    read_only: bool,
    /// How many files are read at once.
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

/// Reads the files of the tree that `validate` reads, and parses those that are JSON into `serde_json::Value`.
pub fn run(arguments: &Arguments) -> Result<()> {
    let start = Instant::now();
    let mut files = Vec::new();
    collect(&arguments.path, &mut files)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.threads).build()?;
    let (bytes, parsed) = pool.install(|| {
        files
            .par_iter()
            .map(|path| {
                let bytes = fs::read(path).unwrap_or_default();
                let parsed = path.extension() == Some("json")
                    && !arguments.read_only
                    && black_box(serde_json::from_slice::<serde_json::Value>(&bytes)).is_ok();
                (bytes.len(), usize::from(parsed))
            })
            .reduce(|| (0, 0), |left, right| (left.0 + right.0, left.1 + right.1))
    });
    println!("{} files, {parsed} parsed, {bytes} bytes, {:.1} ms", files.len(), start.elapsed().as_secs_f64() * 1e3);
    Ok(())
}

fn collect(folder: &Utf8PathBuf, files: &mut Vec<Utf8PathBuf>) -> Result<()> {
    for entry in folder.read_dir_utf8().with_context(|| format!("could not read {folder}"))? {
        let entry = entry?;
        let path = entry.path().to_owned();
        if entry.file_type()?.is_dir() {
            collect(&path, files)?;
        } else if path.extension() == Some("json") || Role::of_file_name(entry.file_name()).is_some() {
            files.push(path);
        }
    }
    Ok(())
}
