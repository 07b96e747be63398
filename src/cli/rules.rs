//! `connkit rules`: the list of rules.

use std::io::Write as _;

use anyhow::Result;

use super::{Outcome, status};
use crate::explain::{self, Filter};
use crate::finding::Level;
use crate::publisher_kind::PublisherKind;
use crate::rule::Origin;

/// List the rules that connectors are judged by
#[derive(clap::Args)]
pub struct Arguments {
    /// Only rules with all these words in their id, codes or explanation
    #[arg(value_name = "WORD")]
    words: Vec<String>,

    /// Only rules that come from here
    #[arg(long)]
    origin: Option<Origin>,

    /// Only rules of this level: for the publisher kind, or for any where none is given
    #[arg(long)]
    level: Option<Level>,

    /// Only rules that are on for this kind of publisher
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,

    /// How to print the list
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Aligned columns
    Table,
    /// One JSON document, version 1
    Json,
    /// A table in Markdown
    Markdown,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let Arguments { words, origin, level, publisher_kind, format } = arguments;
    let filter = Filter { origin: *origin, level: *level, publisher_kind: *publisher_kind, words };
    let rules = explain::list(&filter);
    let text = match format {
        Format::Table => explain::table(&rules),
        Format::Json => explain::json(&rules),
        Format::Markdown => explain::markdown_table(&rules, |_| None),
    };
    anstream::stdout().write_all(text.as_bytes())?;
    if rules.is_empty() {
        status::warning("no rule is like that; `connkit rules` lists all of them");
    }
    Ok(Outcome::Clean)
}
