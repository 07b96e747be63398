//! `connkit verify`.

use std::fs::File;
use std::io::{Read as _, Write};

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};

use super::Outcome;
use crate::bundle::{self, CHECKSUM_EXTENSION, Limits, Manifest, Problem, Validation, shown};

/// More than a checksum file of any bundle has; the rest is not read.
const CHECKSUM_FILE_SIZE: u64 = 64 << 10;

/// Prove bundles: contents as listed in the manifest, checksums right, nothing else in them, nothing harmful.
///
/// A checksum file beside a bundle (`BUNDLE.sha256`) is checked too. Nothing is unpacked.
#[derive(clap::Args)]
pub struct Arguments {
    /// The zip files that `connkit package` wrote.
    #[arg(required = true, value_name = "BUNDLE")]
    bundles: Vec<Utf8PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut out = anstream::stdout().lock();
    let mut outcome = Outcome::Clean;
    for path in &arguments.bundles {
        if !verify(&mut out, path)? {
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}

/// Says what was proved or what is wrong; whether all is right.
fn verify(out: &mut impl Write, path: &Utf8Path) -> Result<bool> {
    // One byte more than allowed is enough to see that there are too many.
    let bytes = read(path, Limits::STANDARD.bundle_size + 1)?;
    let mut verdict = bundle::verify(&bytes);
    let checksum_file = read_checksum_file(path)?;
    let is_whole = bytes.len() as u64 <= Limits::STANDARD.bundle_size;
    if let Some(text) = checksum_file.as_ref().filter(|_| is_whole) {
        verdict.problems.extend(bundle::compare_checksum_file(text, path.file_name().unwrap_or_default(), &bytes));
    }
    match &verdict.manifest {
        Some(manifest) if verdict.is_proved() => {
            print_proof(out, path, manifest, checksum_file.is_some())?;
            Ok(true)
        }
        _ => {
            print_problems(out, path, &verdict.problems)?;
            Ok(false)
        }
    }
}

fn read(path: &Utf8Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .with_context(|| format!("could not read {path}"))?;
    Ok(bytes)
}

/// The text of the checksum file, if there is one.
fn read_checksum_file(bundle: &Utf8Path) -> Result<Option<String>> {
    let path = Utf8PathBuf::from(format!("{bundle}{CHECKSUM_EXTENSION}"));
    if !path.try_exists().with_context(|| format!("could not look for {path}"))? {
        return Ok(None);
    }
    let bytes = read(&path, CHECKSUM_FILE_SIZE)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

fn print_problems(out: &mut impl Write, path: &Utf8Path, problems: &[Problem]) -> Result<()> {
    let path = in_slashes(path);
    for problem in problems {
        writeln!(out, "{path}: {problem}")?;
    }
    Ok(())
}

fn print_proof(out: &mut impl Write, path: &Utf8Path, manifest: &Manifest, has_checksum_file: bool) -> Result<()> {
    writeln!(out, "{}: proved", in_slashes(path))?;
    let mut fact = |title: &str, text: &str| writeln!(out, "  {title:<9}  {text}");
    fact("name", &shown(&manifest.name))?;
    fact("version", &shown(&manifest.version))?;
    fact("publisher", manifest.publisher_kind.name())?;
    fact("made by", &format!("connkit {}", shown(&manifest.tool_version)))?;
    fact("validated", &validation(manifest.validation))?;
    fact("checksum", if has_checksum_file { "as in the file beside it" } else { "no file beside it" })?;
    for file in &manifest.files {
        writeln!(out, "{:>11}  {}", file.size, file.name)?;
    }
    Ok(())
}

fn validation(validation: Validation) -> String {
    match validation {
        Validation::Skipped => "no, it was skipped".to_owned(),
        Validation::Done { errors, warnings, hints } => {
            let counted = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
            format!("{}, {}, {}", counted(errors, "error"), counted(warnings, "warning"), counted(hints, "hint"))
        }
    }
}

/// Paths are printed alike on every system.
fn in_slashes(path: &Utf8Path) -> String {
    if cfg!(windows) { path.as_str().replace('\\', "/") } else { path.as_str().to_owned() }
}
