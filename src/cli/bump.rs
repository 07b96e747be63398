//! `connkit bump`: gives a connector its next version number.

use anyhow::{Context as _, Result, bail};
use camino::Utf8PathBuf;

use super::{Outcome, sides, status};
use crate::check::Choice;
use crate::connector::Connector;
use crate::report::changes::Comparison;
use crate::version::number::{self, Number, Step};
use crate::version::{Class, bump};
use crate::writes::Writes;

/// Give a connector its next version number
///
/// The form of the number is kept (`1.0`, `1.0.0`, `v1`), and every other byte of the definition. A changelog in the
/// readme gets an entry.
#[derive(clap::Args)]
pub struct Arguments {
    /// `major`, `minor`, `patch`, `auto` (by what changed since the old version), or the number itself
    #[arg(value_name = "WHAT", default_value = "auto")]
    what: String,

    /// The connector's folder, or its definition
    #[arg(default_value = ".", value_name = "PATH")]
    path: Utf8PathBuf,

    /// The old version: a folder, definition, bundle, or revision in git [default: where the current branch left
    /// `dev`, `main` or `master`]
    #[arg(long, value_name = "OLD")]
    against: Option<String>,

    /// Only say whether the version has to change, for pipelines: exit code 1 when it has
    #[arg(long)]
    check: bool,

    /// Show the next number and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let path = arguments.path.as_path();
    if arguments.check {
        return check(&comparison(arguments)?);
    }
    // Read once: what is written is made from what was compared.
    let connector = sides::load_to_change(path)?;
    let (comparison, version) = match arguments.what.as_str() {
        "auto" => {
            let comparison = comparison(arguments)?;
            let Some(version) = automatic(&comparison, &connector)? else { return Ok(Outcome::Clean) };
            (Some(comparison), version)
        }
        what => {
            // The changelog is told what changed when that can be known; who names a version to compare with wants it.
            let comparison = match self::comparison(arguments) {
                Err(error) if arguments.against.is_some() => return Err(error),
                comparison => comparison.ok(),
            };
            (comparison, wanted(&bump::current(&connector)?, what)?)
        }
    };
    let changes = comparison.as_ref().map(|comparison| comparison.review.changes.as_slice());
    let bump = bump::plan(&connector, &version, changes)?;
    let mut writes = Writes::new();
    for (name, text) in &bump.files {
        let file = if connector.is_folder() { sides::within(path, name) } else { path.to_owned() };
        writes.edit(file, sides::bytes(&connector, name), text.as_bytes());
    }
    if !arguments.dry_run {
        writes.apply()?;
    }
    let verb = if arguments.dry_run { "Would bump" } else { "Bumped" };
    status::done(verb, format_args!("{} -> {}", bump.from, bump.to));
    for file in writes.files() {
        status::more(crate::project::shown(&file.path));
    }
    Ok(Outcome::Clean)
}

fn comparison(arguments: &Arguments) -> Result<Comparison> {
    let path = arguments.path.as_path();
    let old = match &arguments.against {
        Some(old) => sides::load(old, path)?,
        None => {
            let (commit, _) =
                sides::published(path).context("could not find the old version; name it with `--against`")?;
            sides::load(&commit, path)?
        }
    };
    sides::compare(old, sides::load(path.as_str(), path)?, &Choice::default())
}

/// The version that the changes call for; `None` when it is there already, or nothing changed.
fn automatic(comparison: &Comparison, connector: &Connector) -> Result<Option<String>> {
    let changes: Vec<_> =
        comparison.review.changes.iter().filter(|change| change.class != Class::VersionChanged).collect();
    let numbers = &comparison.numbers;
    let Some(old) = numbers.old.as_deref().filter(|_| !changes.is_empty()) else {
        if changes.is_empty() {
            status::done("Unchanged", "nothing but the version differs from the old one");
            return Ok(None);
        }
        bail!("the old definition has no version to count up from; name the next one, such as `connkit bump 1.0`");
    };
    let step = Step::of(&comparison.review.changes).context("there are no changes")?;
    let proposed = number::next(old, step)?;
    let current = bump::current(connector)?;
    let is_there = Number::parse(&current)
        .zip(Number::parse(&proposed))
        .is_some_and(|(current, proposed)| current.compare(&proposed).is_ge());
    if is_there {
        status::done("Unchanged", format_args!("`{current}` follows `{old}` already ({} changes)", step.name()));
        return Ok(None);
    }
    status::done("Changes", format_args!("call for a {} step from `{old}`", step.name()));
    Ok(Some(proposed))
}

fn wanted(current: &str, what: &str) -> Result<String> {
    match what {
        "major" => number::next(current, Step::Major),
        "minor" => number::next(current, Step::Minor),
        "patch" => number::next(current, Step::Patch),
        number => number::named(current, number),
    }
}

/// Whether the content changed and the version did not, or went down.
fn check(comparison: &Comparison) -> Result<Outcome> {
    let changed = comparison.review.changes.iter().any(|change| change.class != Class::VersionChanged);
    let (Some(old), Some(new)) = (&comparison.numbers.old, &comparison.numbers.new) else {
        bail!("one of the two definitions has no `info.version`");
    };
    let numbers = Number::parse(old).zip(Number::parse(new));
    if let Some((before, after)) = &numbers
        && after.compare(before).is_lt()
    {
        status::warning(format_args!("the version went down from `{old}` to `{new}`"));
        return Ok(Outcome::Findings);
    }
    if changed && old == new {
        let proposed = comparison.numbers.proposed.as_deref().map_or_else(String::new, |next| format!(" to `{next}`"));
        status::warning(format_args!(
            "the connector changed and its version is still `{old}`; `connkit bump` raises it{proposed}"
        ));
        return Ok(Outcome::Findings);
    }
    status::done("Checked", format_args!("`{old}` -> `{new}`"));
    Ok(Outcome::Clean)
}
