//! `connkit solution`: makes a solution with the connector, for importing and for trying packages.

use std::rc::Rc;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};

use super::{Outcome, judge, package, status};
use crate::bundle;
use crate::connector::files::Memory;
use crate::connector::{Connector, Role};
use crate::project::{Project, shown};
use crate::publisher_kind::PublisherKind;
use crate::rendering::Rendering;
use crate::solution::{self, DEFAULT_VERSION, Identity};
use crate::writes::Writes;

/// Make an unmanaged solution with the connector, from the sources alone
///
/// Import it into an environment to test the connector there, or to make the solutions for certification: Microsoft wants
/// solutions that an environment exported, and the flow solution can only come from one. Publisher, prefix and version
/// stand in `connkit.json` under `solution`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The connector's folder
    #[arg(default_value = ".")]
    path: Utf8PathBuf,

    /// The zip to write [default: the connector's name and version in `dist/`]
    #[arg(long, short, value_name = "FILE")]
    output: Option<Utf8PathBuf>,

    /// The name of the solution's publisher [default: from connkit.json, else that of the properties]
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// The prefix of the publisher's components [default: from connkit.json]
    #[arg(long, value_name = "PREFIX")]
    prefix: Option<String>,

    /// The version of the solution, four numbers [default: from connkit.json, else 1.0.0.0]
    #[arg(long, value_name = "VERSION")]
    solution_version: Option<String>,

    /// What to do to the properties first
    #[arg(long, value_name = "USE", default_value = "source")]
    rendering: Rendering,

    /// Make a solution even of a connector that is not valid
    #[arg(long)]
    no_validate: bool,

    /// Who publishes the connector [default: from connkit.json, the parent folder or the brand colour]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let project = Project::load_one(&arguments.path, arguments.publisher_kind)?;
    judge::tell_kind(&project);
    if !arguments.no_validate {
        let counts = judge::judge(&project)?;
        judge::tell(counts)?;
        if counts.errors > 0 {
            judge::refuse(&project, counts, "no solution was made", "--no-validate");
            return Ok(Outcome::Findings);
        }
    }
    let artifacts = package::rendered(arguments.rendering, &project)?;
    let files = artifacts.into_iter().map(|(role, bytes)| (role.file_name().to_owned(), bytes));
    let connector = Connector::load_part(&Memory::new(files)).context("could not list files in memory")?;
    let planned = solution::plan(&connector, &project.title(), &identity(arguments, &project)?)?;
    let stem = bundle::file_stem(&project.title(), &project.version().unwrap_or_default());
    let default = || Utf8Path::new("dist").join(format!("{stem}-solution.zip"));
    let path = arguments.output.clone().unwrap_or_else(default);
    let layout = planned.layout;
    let mut writes = Writes::new();
    writes.add_stream(&path, Rc::new(move |out| layout.write_to(out)));
    writes.apply()?;
    status::done("Solution", format_args!("{} ({})", shown(&path), planned.unique_name));
    status::done("Connector", &planned.connector_name);
    status::done("Next", "import it into an environment, and make a flow there that uses the connector");
    status::more(
        "for certification, export both solutions from that environment, unmanaged: Microsoft wants exported ones",
    );
    status::more("then: connkit package --kind certification --connector-solution A.zip --flow-solution B.zip");
    Ok(Outcome::Clean)
}

/// Whose solution it is: from the command line, else from `connkit.json`, else from the properties.
fn identity(arguments: &Arguments, project: &Project) -> Result<Identity> {
    let configured = &project.configuration.solution;
    let of_properties = || {
        let properties = project.connector.document(Role::Properties)?;
        Some(properties.root().get("properties")?.str_member("publisher")?.trim().to_owned())
            .filter(|name| !name.is_empty())
    };
    let publisher = arguments.publisher.clone().or_else(|| configured.publisher.clone()).or_else(of_properties);
    let prefix = arguments.prefix.clone().or_else(|| configured.prefix.clone());
    let version = arguments.solution_version.clone().or_else(|| configured.version.clone());
    Ok(Identity {
        publisher: publisher.context("the solution has no publisher; add --publisher, or `solution` to connkit.json")?,
        prefix: prefix.context(
            "the solution's publisher has no prefix; add --prefix, or `\"solution\": { \"prefix\": \"abc\" }` to connkit.json",
        )?,
        version: version.unwrap_or_else(|| DEFAULT_VERSION.to_owned()),
    })
}
