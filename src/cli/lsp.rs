//! `connkit lsp`: the language server, over standard input and output.

use anyhow::{Context as _, Result};
use lsp_server::Connection;

use super::Outcome;
use super::judge::today;
use crate::config::Date;
use crate::lsp::{self, End, Settings};
use crate::project::layers::Layers;
use crate::publisher_kind::PublisherKind;

/// Speak the language server protocol with an editor, over standard input and output
///
/// docs/editors.md says how to set up editors. Nothing is written to the disk; what an editor shows is what
/// `connkit validate` finds, for the text as it is on the screen.
#[derive(clap::Args)]
pub struct Arguments {
    /// Who publishes the connectors [default: from connkit.json, the parent folder or the brand colour]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,

    /// The day with which `until` of allow entries is compared [default: from CONNKIT_TODAY; else none of them ends]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::validate::parse_date)]
    today: Option<Date>,

    /// What most clients add; there is no other way
    #[arg(long, hide = true)]
    stdio: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let settings = Settings { kind: arguments.publisher_kind, today: today(arguments.today)?, layers: Layers::read()? };
    let (connection, threads) = Connection::stdio();
    let end = lsp::serve(connection, settings)?;
    match end {
        End::Agreed => {
            threads.join().context("could not write to the editor")?;
            Ok(Outcome::Clean)
        }
        // The protocol asks for exit code 1.
        End::Abrupt => Ok(Outcome::Findings),
    }
}
