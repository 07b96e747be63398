//! `connkit operation`: the life of an operation, edited in place.

use anyhow::Result;
use camino::{Utf8Path, Utf8PathBuf};

use super::{Outcome, sides, status};
use crate::connector::Connector;
use crate::version::revision::{self, Plan};
use crate::writes::Writes;

/// Add a revision of an operation, or deprecate one
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Revise(Revise),
    Deprecate(Deprecate),
}

/// Add the next revision of an operation, so that its calls can change without breaking flows
///
/// The new operation ID_V2 is a copy in preview with a path of its own; the old one becomes `advanced`. Policies and
/// script operations that name the old one name the new one, too. A family may have two operations that are not
/// deprecated, so a third one is refused.
#[derive(clap::Args)]
struct Revise {
    /// The operationId
    #[arg(value_name = "ID")]
    id: String,

    /// The connector's folder, or its definition
    #[arg(default_value = ".", value_name = "PATH")]
    path: Utf8PathBuf,

    /// Deprecate the old revision at once
    #[arg(long)]
    deprecate: bool,

    /// Show what would be written and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
}

/// Mark an operation as deprecated, in its texts, too
#[derive(clap::Args)]
struct Deprecate {
    /// The operationId
    #[arg(value_name = "ID")]
    id: String,

    /// The connector's folder, or its definition
    #[arg(default_value = ".", value_name = "PATH")]
    path: Utf8PathBuf,

    /// The operation that makers should use instead
    #[arg(long, value_name = "ID2")]
    replacement: Option<String>,

    /// Show what would be written and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    match &arguments.command {
        Command::Revise(Revise { id, path, deprecate, dry_run }) => {
            let connector = sides::load_to_change(path)?;
            carry_out(path, &connector, &revision::revise(&connector, id, *deprecate)?, "Revised", *dry_run)
        }
        Command::Deprecate(Deprecate { id, path, replacement, dry_run }) => {
            let connector = sides::load_to_change(path)?;
            let plan = revision::deprecate(&connector, id, replacement.as_deref())?;
            carry_out(path, &connector, &plan, "Deprecated", *dry_run)
        }
    }
}

fn carry_out(path: &Utf8Path, connector: &Connector, plan: &Plan, verb: &str, dry_run: bool) -> Result<Outcome> {
    let mut writes = Writes::new();
    for (name, text) in &plan.files {
        let file = if connector.is_folder() { sides::within(path, name) } else { path.to_owned() };
        writes.edit(file, sides::bytes(connector, name), text.as_bytes());
    }
    if !dry_run {
        writes.apply()?;
    }
    status::done(if dry_run { "Would be" } else { verb }, &plan.summary);
    for file in writes.files() {
        status::more(crate::project::shown(&file.path));
    }
    for note in &plan.notes {
        status::done("Next", note);
    }
    Ok(Outcome::Clean)
}
