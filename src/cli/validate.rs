//! `connkit validate`: judges connectors and prints what it found.

use std::io::{BufWriter, Write as _};

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::{Outcome, status};
use crate::check::Checker;
use crate::finding::Level;
use crate::project::{self, KindSource, Project};
use crate::publisher_kind::PublisherKind;
use crate::report::{self, Format, Rendered, Style, Summary};

/// Judge connectors as Microsoft's validator, certification and reviewers would
#[derive(clap::Args)]
pub struct Arguments {
    /// Folders of connectors, single files of connectors, or trees that hold many connectors
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<Utf8PathBuf>,

    /// Who publishes the connectors [default: from connkit.json, the parent folder or the brand colour]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,

    /// How to print what was found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,

    /// Show all findings of a rule, not just the first few in each file
    #[arg(long)]
    no_fold: bool,

    /// Leave out hints
    #[arg(long, short)]
    quiet: bool,

    /// How many connectors are judged at once [default: one for each core]
    #[arg(long, value_name = "NUMBER")]
    threads: Option<usize>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let paths = project::find(&arguments.paths)?;
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads.unwrap_or(0))
        .build()
        .context("could not start threads")?;
    let style =
        Style { unfolded: arguments.no_fold, lowest: if arguments.quiet { Level::Warning } else { Level::Hint } };
    let judged = threads.install(|| {
        paths.par_iter().map(|path| judge(path, arguments, style)).collect::<Result<Vec<(Kind, Rendered)>>>()
    })?;
    let (kinds, rendered): (Vec<Kind>, Vec<Rendered>) = judged.into_iter().unzip();
    if let [(kind, source)] = kinds.as_slice()
        && *source != KindSource::Flag
    {
        status::done("Publisher", format_args!("{kind} ({source})"));
    }
    let mut out = BufWriter::new(anstream::stdout().lock());
    report::write(arguments.format, &mut out, &rendered)?;
    out.flush()?;
    let failed = Summary::of(&rendered).counts.errors > 0;
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

/// Who publishes a connector, and how that became known.
type Kind = (PublisherKind, KindSource);

fn judge(path: &Utf8Path, arguments: &Arguments, style: Style) -> Result<(Kind, Rendered)> {
    let project = Project::load(path, arguments.publisher_kind)?;
    let checker = Checker::new(project.kind, &project.configuration.levels);
    let mut findings = checker.check(&project.connector);
    findings.retain(|finding| finding.level >= style.lowest);
    Ok(((project.kind, project.kind_source), report::render(arguments.format, style, &project, &findings)))
}
