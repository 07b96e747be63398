//! `connkit diff`: what changed between two versions of a connector, and what that does to flows.

use std::io::{BufWriter, Write as _};

use anyhow::Result;
use camino::Utf8Path;

use super::judge::today;
use super::{Outcome, sides, status};
use crate::check::Choice;
use crate::config::Date;
use crate::publisher_kind::PublisherKind;
use crate::report::changes::{self, Format};

/// Show what changed between two versions of a connector, and what that does to flows
///
/// A version is a folder, a definition, a bundle, a revision in git (REV, for the same path) or REV:PATH.
/// Exit code 1 when something breaks flows, or is locked in a published connector, unless the new version's connkit.json
/// allows it.
#[derive(clap::Args)]
pub struct Arguments {
    /// The old version [default: where the current branch left `dev`, `main` or `master`]
    #[arg(value_name = "OLD")]
    old: Option<String>,

    /// The new version
    #[arg(value_name = "NEW", default_value = ".")]
    new: String,

    /// How to print what was found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,

    /// Show all changes of a class, not just the first few of each operation
    #[arg(long)]
    no_fold: bool,

    /// Who publishes the connector [default: from connkit.json, the parent folder or the brand colour]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,

    /// The day with which `until` of allow entries is compared [default: from CONNKIT_TODAY; else none of them ends]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::validate::parse_date)]
    today: Option<Date>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let here = Utf8Path::new(&arguments.new);
    let old = if let Some(old) = &arguments.old {
        // The new version may be a revision, too; then it says nothing about where the old one lies.
        sides::load(old, if here.exists() { here } else { Utf8Path::new(".") })?
    } else {
        let (commit, branch) = sides::published(here)?;
        status::done("Comparing", format_args!("with {} (from `{branch}`)", &commit[..commit.len().min(10)]));
        sides::load(&commit, here)?
    };
    let choice = Choice { today: today(arguments.today)?, ..Choice::default() };
    let comparison = sides::compare(old, sides::load_project(&arguments.new, arguments.publisher_kind)?, &choice)?;
    for finding in &comparison.review.about_allows {
        let place = changes::place(&comparison.new, finding.place);
        status::warning(format_args!("{place}: {}", finding.message));
    }
    let mut out = BufWriter::new(anstream::stdout().lock());
    changes::write(arguments.format, &mut out, &comparison, arguments.no_fold)?;
    out.flush()?;
    let is_refused = comparison.review.refused().next().is_some();
    Ok(if is_refused { Outcome::Findings } else { Outcome::Clean })
}
