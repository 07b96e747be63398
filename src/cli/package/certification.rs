//! The package for certification: solutions that an environment exported, judged, compared and put into nested zips.

use std::fs::{self, File};
use std::io;
use std::rc::Rc;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::{Arguments, write_archive};
use crate::archive::{Layout, Member, Open, Source};
use crate::certification::{
    ASSETS_FOLDER, CUSTOM_PROPERTIES, DEFAULT_LIMITS, Inner, Kind, PACKAGE_ZIP, Package, Part, Parts, assemble,
};
use crate::cli::{Outcome, judge, status};
use crate::connector::Role;
use crate::package::Artifacts;
use crate::project::{Project, shown};
use crate::report::counted;

/// The name that Microsoft's documents give the outer zip.
const DEFAULT_NAME: &str = "ConnectorPackage.zip";

/// A solution that was given, and what it is to the package.
struct Given {
    path: Utf8PathBuf,
    part: Part,
    /// Its name in the package.
    name: &'static str,
}

pub(super) fn package(arguments: &Arguments, project: &Project, artifacts: Artifacts) -> Result<Outcome> {
    let given = given(arguments);
    let path = arguments.output(|| DEFAULT_NAME.to_owned());
    let intro = artifacts.into_iter().find(|(role, _)| *role == Role::Intro).map(|(_, bytes)| bytes);
    let custom_properties = custom_properties(arguments)?;
    let inner = match &arguments.package_zip {
        Some(path) => Inner::Zip(shown(path), fs::read(path).with_context(|| format!("could not read {path}"))?),
        None => {
            Inner::Solutions(given.iter().map(|given| (shown(&given.path), given.name, open(&given.path))).collect())
        }
    };
    let parts = Parts {
        intro: intro.clone().map(|bytes| (project.file_path(Role::Intro.file_name()), bytes)),
        custom_properties: custom_properties.clone().map(|bytes| (project.file_path(CUSTOM_PROPERTIES), bytes)),
        inner,
    };
    let package = assemble(&shown(&path), parts, DEFAULT_LIMITS)?;
    let swapped = swapped(&package, &given);
    let judged = Project::of_package(&path, package, Some(project.kind), Some(project))?;
    if !arguments.no_validate {
        let counts = judge::judge(&judged)?;
        for message in &swapped {
            status::warning(message);
        }
        if counts.errors > 0 || !swapped.is_empty() {
            let errors = counted(counts.errors + swapped.len(), "error");
            status::warning(format_args!("no package was made: it would have {errors}; --no-validate overrides"));
            return Ok(Outcome::Findings);
        }
    }
    let layout = layout(arguments, &given, intro, custom_properties)?;
    write_archive(arguments, &path, layout, Kind::Certification)?;
    if arguments.package_zip.is_none() && !arguments.list {
        status::done(
            "Note",
            "the package zip holds the solutions alone; should Microsoft ask for a package of the Package Deployer, make it \
             with `pac package` and `dotnet publish`, and give it as --package-zip",
        );
    }
    Ok(Outcome::Clean)
}

fn given(arguments: &Arguments) -> Vec<Given> {
    let given = [
        (&arguments.connector_solution, Part::Connector, "ConnectorSolution.zip"),
        (&arguments.flow_solution, Part::Flow, "FlowSolution.zip"),
        (&arguments.plugin_solution, Part::Plugin, "PluginSolution.zip"),
    ];
    given.into_iter().filter_map(|(path, part, name)| Some(Given { path: path.clone()?, part, name })).collect()
}

/// What is said of solutions that are something else than they were given for.
fn swapped(package: &Package, given: &[Given]) -> Vec<String> {
    let pairs = given.iter().zip(&package.solutions);
    let wrong = pairs.filter(|(given, solution)| solution.part() != given.part && solution.part() != Part::Other);
    wrong
        .map(|(given, solution)| {
            let (is, wanted) = (solution.part().name(), given.part.name());
            format!("{} is a {is}, and was given as the {wanted} (5000.1.1.6)", shown(&given.path))
        })
        .collect()
}

fn open(path: &Utf8Path) -> Open {
    let path = path.to_owned();
    Rc::new(move || File::open(&path).map(|file| Box::new(file) as Box<dyn io::Read>))
}

/// `customProperties.json` of the project's folder, which is no artifact.
fn custom_properties(arguments: &Arguments) -> Result<Option<Vec<u8>>> {
    let path = arguments.path.join(CUSTOM_PROPERTIES);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("could not read {path}")),
    }
}

fn layout(
    arguments: &Arguments,
    given: &[Given],
    intro: Option<Vec<u8>>,
    custom_properties: Option<Vec<u8>>,
) -> Result<Layout> {
    let inner = match &arguments.package_zip {
        Some(path) => Source::Reader(open(path)),
        None => {
            let member = |given: &Given| {
                Member::new(format!("{ASSETS_FOLDER}/{}", given.name), Source::Reader(open(&given.path)))
            };
            Source::Archive(Layout::plan(given.iter().map(member).collect())?)
        }
    };
    let mut members = vec![Member::new(PACKAGE_ZIP, inner)];
    for (name, bytes) in [(Role::Intro.file_name(), intro), (CUSTOM_PROPERTIES, custom_properties)] {
        members.extend(bytes.map(|bytes| Member::new(name, Source::Bytes(bytes))));
    }
    if members.len() == 1 && given.is_empty() && arguments.package_zip.is_none() {
        bail!("there is nothing to package; add --connector-solution and --flow-solution, or --package-zip");
    }
    Layout::plan(members)
}
