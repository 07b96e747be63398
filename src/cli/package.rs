//! `connkit package`: makes bundles and the other packages of a connector, the same bytes for the same content.

mod certification;
mod folder;

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::rc::Rc;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::{Outcome, judge, status};
use crate::archive::{Layout, Member, Source};
use crate::bundle::{self, Bundle, Facts, Validation};
use crate::certification as certification_model;
use crate::connector::Role;
use crate::finding::Level;
use crate::package::{self, Artifacts, PackageKind};
use crate::project::{Project, shown};
use crate::publisher_kind::PublisherKind;
use crate::rendering::Rendering;
use crate::report::Counts;
use crate::writes::Writes;

/// Where packages go unless told otherwise.
const OUTPUT_FOLDER: &str = "dist";

/// The rules about private data: a finding stops the package, or the submission, for every publisher kind.
pub const PRIVATE_DATA: [&str; 4] = ["ClientSecretInFile", "EnvironmentIdInFile", "SecretInFile", "SecretInValue"];

/// Make a package: a bundle of the artifacts, or what Microsoft and its tools want
///
/// The connector is validated first; an error stops it. The same content gives the same bytes, on every system. A package
/// for certification is put together from solutions that an environment exported, judged as a whole and compared with
/// the sources before it is written.
#[derive(clap::Args)]
pub struct Arguments {
    /// The connector's folder
    #[arg(default_value = ".")]
    path: Utf8PathBuf,

    /// What to make [default: from connkit.json, else artifacts]
    #[arg(long, value_name = "KIND")]
    kind: Option<PackageKind>,

    /// The zip or folder to write [default: a name in `dist/`]
    #[arg(long, short, value_name = "PATH")]
    output: Option<Utf8PathBuf>,

    /// What to do to the properties first [default: source; deploy for a package of that kind]
    #[arg(long, value_name = "USE")]
    rendering: Option<Rendering>,

    /// The solution that holds the connector, exported unmanaged
    #[arg(long, value_name = "ZIP")]
    connector_solution: Option<Utf8PathBuf>,

    /// The solution that holds the connector and flows that use it, exported unmanaged
    #[arg(long, value_name = "ZIP")]
    flow_solution: Option<Utf8PathBuf>,

    /// The solution that holds an AI plug-in
    #[arg(long, value_name = "ZIP")]
    plugin_solution: Option<Utf8PathBuf>,

    /// A package zip that was made with `pac package` and `dotnet publish`, instead of solutions
    #[arg(long, value_name = "ZIP", conflicts_with_all = ["connector_solution", "flow_solution", "plugin_solution"])]
    package_zip: Option<Utf8PathBuf>,

    /// Only list what would go in
    #[arg(long)]
    list: bool,

    /// Package even a connector that is not valid
    #[arg(long)]
    no_validate: bool,

    /// Replace a file that is no package of this kind
    #[arg(long)]
    force: bool,

    /// Who publishes the connector [default: from connkit.json, the parent folder or the brand colour]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,
}

impl Arguments {
    fn output(&self, default: impl FnOnce() -> String) -> Utf8PathBuf {
        self.output.clone().unwrap_or_else(|| Utf8Path::new(OUTPUT_FOLDER).join(default()))
    }

    fn names_solutions(&self) -> bool {
        [&self.connector_solution, &self.flow_solution, &self.plugin_solution, &self.package_zip]
            .into_iter()
            .any(Option::is_some)
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut project = Project::load_one(&arguments.path, arguments.publisher_kind)?;
    let kind = arguments.kind.or(project.configuration.package_kind).unwrap_or(PackageKind::Artifacts);
    if arguments.names_solutions() && kind != PackageKind::Certification {
        bail!("a package of the kind `{kind}` holds no solutions; add `--kind certification`");
    }
    // What goes into a package goes to others, whatever the project thinks of it at home.
    project.configuration.levels.extend(PRIVATE_DATA.map(|rule| (rule, Level::Error)));
    if arguments.rendering.is_some() && kind == PackageKind::Certification {
        bail!(
            "solutions are taken as they were exported; --rendering is for the other kinds and for `connkit solution`"
        );
    }
    judge::tell_kind(&project);
    let counts = if arguments.no_validate { None } else { Some(judge::judge(&project)?) };
    if let Some(counts) = counts {
        judge::tell(counts)?;
        if counts.errors > 0 {
            judge::refuse(&project, counts, "no package was made", "--no-validate");
            return Ok(Outcome::Findings);
        }
    }
    let default = if kind == PackageKind::Deploy { Rendering::Deploy } else { Rendering::Source };
    let artifacts = rendered(arguments.rendering.unwrap_or(default), &project)?;
    match kind {
        PackageKind::Artifacts => bundle(arguments, artifacts, facts(&project, counts)),
        PackageKind::Certification => certification::package(arguments, &project, artifacts),
        PackageKind::Legacy => legacy(arguments, &project, artifacts),
        PackageKind::Repository => {
            folder::write(arguments, &folder::in_repository(&project)?, package::repository(artifacts, project.kind))?;
            if project.kind == PublisherKind::Independent {
                status::done("Next", "put the package for certification beside the files, as one zip");
            }
            Ok(Outcome::Clean)
        }
        PackageKind::Deploy => {
            let default = format!("{}-deploy", file_stem(&project));
            folder::write(arguments, &default, package::deploy(artifacts, &project.connector))?;
            status::done("Next", "run `paconn create --settings settings.json` (or `update`) in that folder");
            Ok(Outcome::Clean)
        }
    }
}

/// The artifacts, with properties for the use that is asked for; what was changed is said.
pub fn rendered(rendering: Rendering, project: &Project) -> Result<Artifacts> {
    let rendered = rendering.of(&project.connector);
    for note in &rendered.notes {
        status::done("Rendered", note);
    }
    let mut artifacts = contents(project)?;
    if let Some(text) = rendered.properties {
        for (_, bytes) in artifacts.iter_mut().filter(|(role, _)| *role == Role::Properties) {
            *bytes = text.clone().into_bytes();
        }
    }
    Ok(artifacts)
}

/// The name and version of the connector, as file names have them.
fn file_stem(project: &Project) -> String {
    bundle::file_stem(&project.title(), &project.version().unwrap_or_default())
}

fn bundle(arguments: &Arguments, artifacts: Artifacts, facts: Facts) -> Result<Outcome> {
    let bundle = Bundle::plan(artifacts, facts)?;
    if !arguments.list {
        write(arguments, &bundle)?;
    }
    // After the bundle is there: whoever stops reading has it all the same.
    list(&bundle)?;
    Ok(Outcome::Clean)
}

/// The zip of three files.
fn legacy(arguments: &Arguments, project: &Project, artifacts: Artifacts) -> Result<Outcome> {
    let files = match package::legacy(artifacts) {
        Ok(files) => files,
        Err((role, code)) => {
            let name = role.file_name();
            status::warning(format_args!("no package was made: `{name}` is missing ({code})"));
            return Ok(Outcome::Findings);
        }
    };
    let members = files.into_iter().map(|(name, bytes)| Member::new(name, Source::Bytes(bytes)));
    let layout = Layout::plan(members.collect())?;
    let path = arguments.output(|| format!("{}-legacy.zip", file_stem(project)));
    write_archive(arguments, &path, layout, certification_model::Kind::Legacy)?;
    Ok(Outcome::Clean)
}

/// Lists an archive, and writes it unless only the list is asked for.
fn write_archive(
    arguments: &Arguments,
    path: &Utf8Path,
    layout: Layout,
    kind: certification_model::Kind,
) -> Result<()> {
    let entries = layout.all_entries();
    if !arguments.list {
        if !arguments.force {
            refuse_other_kind(path, kind)?;
        }
        let mut writes = Writes::new();
        writes.add_stream(path, Rc::new(move |out| layout.write_to(out)));
        writes.apply()?;
        status::done("Packaged", shown(path));
    }
    let mut out = anstream::stdout().lock();
    for (name, size) in entries {
        writeln!(out, "{size:>9}  {name}")?;
    }
    Ok(())
}

/// Fails when there is a file that is no package of the kind that is going to be written.
fn refuse_other_kind(path: &Utf8Path, kind: certification_model::Kind) -> Result<()> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("could not look at {path}")),
    };
    // Only the names are read, however large the file is.
    let archive = zip::ZipArchive::new(file);
    let names: Vec<_> = archive.iter().flat_map(zip::ZipArchive::file_names).filter_map(Result::ok).collect();
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    if certification_model::Kind::of(&names).0 != kind {
        bail!("{path} exists and is no {kind}; choose another --output, or add --force to replace it");
    }
    Ok(())
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
    let path = arguments.output(|| bundle.default_file_name());
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
