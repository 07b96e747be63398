//! `connkit package`: makes a reproducible bundle of a connector.

use std::fs;
use std::io::{ErrorKind, Write as _};

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::{Outcome, judge, status};
use crate::bundle::{self, Bundle, Facts, Validation};
use crate::connector::Role;
use crate::finding::Level;
use crate::project::{Project, shown};
use crate::publisher_kind::PublisherKind;
use crate::report::Counts;

/// Where bundles go unless told otherwise.
const OUTPUT_FOLDER: &str = "dist";

/// The rules about private data: a finding stops the bundle, or the submission, for every publisher kind.
pub const PRIVATE_DATA: [&str; 4] = ["ClientSecretInFile", "EnvironmentIdInFile", "SecretInFile", "SecretInValue"];

/// Make a bundle: one zip with the connector's artifacts and a manifest, the same bytes for the same content
///
/// The connector is validated first; an error stops it. Only artifacts go in, under the names that the platform's
/// tools look for. A checksum file that `sha256sum -c` reads is written beside the bundle.
#[derive(clap::Args)]
pub struct Arguments {
    /// The connector's folder
    #[arg(default_value = ".")]
    path: Utf8PathBuf,

    /// The zip to write [default: the connector's name and version in `dist/`]
    #[arg(long, short, value_name = "FILE")]
    output: Option<Utf8PathBuf>,

    /// Only list what would go in
    #[arg(long)]
    list: bool,

    /// Bundle even a connector that is not valid
    #[arg(long)]
    no_validate: bool,

    /// Replace a file that is no bundle of connkit's
    #[arg(long)]
    force: bool,

    /// Who publishes the connector [default: from connkit.json, the parent folder or the brand colour]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut project = Project::load(&arguments.path, arguments.publisher_kind)?;
    // What goes into a bundle goes to others, whatever the project thinks of it at home.
    project.configuration.levels.extend(PRIVATE_DATA.map(|rule| (rule, Level::Error)));
    judge::tell_kind(&project);
    let counts = if arguments.no_validate { None } else { Some(judge::judge(&project)?) };
    if let Some(counts) = counts {
        judge::tell(counts)?;
        if counts.errors > 0 {
            judge::refuse(&project, counts, "no bundle was made", "--no-validate");
            return Ok(Outcome::Findings);
        }
    }
    let bundle = Bundle::plan(contents(&project)?, facts(&project, counts))?;
    list(&bundle)?;
    if !arguments.list {
        write(arguments, &bundle)?;
    }
    Ok(Outcome::Clean)
}

fn facts(project: &Project, counts: Option<Counts>) -> Facts {
    Facts {
        name: project.title(),
        version: project.version().unwrap_or_default(),
        publisher_kind: project.kind,
        validation: match counts {
            Some(Counts { errors, warnings, hints }) => {
                Validation::Done { errors: errors as u64, warnings: warnings as u64, hints: hints as u64 }
            }
            None => Validation::Skipped,
        },
    }
}

/// The exact bytes of every artifact; fails when one could not be read.
pub fn contents(project: &Project) -> Result<Vec<(Role, Vec<u8>)>> {
    project
        .connector
        .artifacts()
        .iter()
        .map(|artifact| match artifact.bytes() {
            Some(bytes) => Ok((artifact.role, bytes.to_vec())),
            None => bail!("could not read {}", project.file_path(&artifact.name)),
        })
        .collect()
}

/// The entries on stdout: checksum, size, name.
fn list(bundle: &Bundle) -> Result<()> {
    let mut out = anstream::stdout().lock();
    for entry in bundle.entries() {
        writeln!(out, "{}  {:>9}  {}", entry.sha256, entry.size, entry.name)?;
    }
    Ok(())
}

fn write(arguments: &Arguments, bundle: &Bundle) -> Result<()> {
    let default = || Utf8Path::new(OUTPUT_FOLDER).join(bundle.default_file_name());
    let path = arguments.output.clone().unwrap_or_else(default);
    if !arguments.force {
        refuse_foreign_file(&path)?;
    }
    bundle.writes(&path)?.apply()?;
    status::done("Packaged", format_args!("{} {}", bundle.manifest().name, bundle.manifest().version));
    status::done("Bundle", shown(&path));
    status::done("Checksum", format_args!("{}{}", shown(&path), bundle::CHECKSUM_EXTENSION));
    Ok(())
}

/// Fails when there is a file that connkit did not write.
fn refuse_foreign_file(path: &Utf8Path) -> Result<()> {
    match fs::read(path) {
        Ok(bytes) if bundle::verify(&bytes).manifest.is_none() => {
            bail!("{path} exists and is no bundle of connkit's; choose another --output, or add --force to replace it")
        }
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("could not look at {path}"))
        }
        _ => Ok(()),
    }
}
