//! `connkit explain`: what a rule means.

use std::io::Write;

use anyhow::{Result, bail};

use super::Outcome;
use crate::explain;

/// Explain a rule: what it means, why, on what evidence, with examples
#[derive(clap::Args)]
pub struct Arguments {
    /// The id of a rule, in any case, or one of Microsoft's codes such as 5000.2.2.1
    #[arg(required = true, value_name = "RULE")]
    rules: Vec<String>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    explain_rules(&mut anstream::stdout().lock(), &arguments.rules)?;
    Ok(Outcome::Clean)
}

/// All names are looked up before anything is printed.
fn explain_rules(out: &mut impl Write, names: &[String]) -> Result<()> {
    let mut rules = Vec::new();
    let mut unknown = Vec::new();
    for name in names {
        match explain::find(name) {
            Ok(found) => rules.extend(found),
            Err(message) => unknown.push(message),
        }
    }
    if !unknown.is_empty() {
        bail!("{}; `connkit rules` lists all rules", unknown.join("\n"));
    }
    let mut separator = "";
    for rule in rules {
        write!(out, "{separator}\x1b[1m{}: {}\x1b[0m\n\n{}", rule.id, rule.summary(), explain::plain(rule))?;
        separator = "\n\n";
    }
    Ok(())
}
