//! `connkit explain`: what a rule means, or what a log of the hosted services says about the local files.

use std::fs;
use std::io::{Read as _, Write};

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::{Outcome, status};
use crate::check::Checker;
use crate::colours::{BOLD, RESET};
use crate::explain;
use crate::log;
use crate::project::Project;
use crate::publisher_kind::PublisherKind;
use crate::report::{self, LogCounts};

/// More than any log of a validator has.
const MAX_LOG_SIZE: u64 = 64 << 20;

/// Explain a rule: what it means, why, on what evidence, with examples; or a log of the hosted validator
///
/// With --from-log, each finding of a pasted log is shown at its place in the local files: output of `paconn
/// validate`, of the connector wizard, the checks of a pull request, or the certification build.
#[derive(clap::Args)]
pub struct Arguments {
    /// The id of a rule, in any case, or one of Microsoft's codes such as 5000.2.2.1
    #[arg(required_unless_present = "from_log", value_name = "RULE")]
    rules: Vec<String>,

    /// The file that holds a log, or `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "rules")]
    from_log: Option<Utf8PathBuf>,

    /// The connector that the log is about
    #[arg(long, value_name = "PATH", default_value = ".", requires = "from_log")]
    connector: Utf8PathBuf,

    /// Who publishes the connector [default: from connkit.json, the parent folder or the brand colour]
    #[arg(long, value_name = "KIND", requires = "from_log")]
    publisher_kind: Option<PublisherKind>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut out = anstream::stdout().lock();
    match &arguments.from_log {
        Some(file) => explain_log(&mut out, file, arguments)?,
        None => explain_rules(&mut out, &arguments.rules)?,
    }
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
        write!(out, "{separator}{BOLD}{}: {}{RESET}\n\n{}", rule.id, rule.summary(), explain::plain(rule))?;
        separator = "\n\n";
    }
    Ok(())
}

fn explain_log(out: &mut impl Write, file: &Utf8Path, arguments: &Arguments) -> Result<()> {
    let told = log::read(&read_log(file)?);
    if told.is_empty() {
        status::warning(format_args!("nothing in {file} looks like a finding of the hosted validator"));
        return Ok(());
    }
    let project = Project::load(&arguments.connector, arguments.publisher_kind)?;
    if project.connector.artifacts().is_empty() {
        status::warning(format_args!("no connector in {}: --connector tells where it is", project.path));
    }
    let own = Checker::new(project.kind, &project.configuration.levels).check(&project.connector);
    let (text, counts) = report::log(&project, &told, &own);
    out.write_all(text.as_bytes())?;
    let LogCounts { findings, recognised, placed, found_too } = counts;
    let noun = if findings == 1 { "finding" } else { "findings" };
    writeln!(
        out,
        "{findings} {noun} in the log: {recognised} recognised, {placed} with a place here, {found_too} found by \
         connkit too"
    )?;
    Ok(())
}

fn read_log(file: &Utf8Path) -> Result<String> {
    let mut bytes = Vec::new();
    let cannot_read = || format!("could not read {file}");
    if file == "-" {
        std::io::stdin().lock().take(MAX_LOG_SIZE).read_to_end(&mut bytes).with_context(cannot_read)?;
    } else {
        let log = fs::File::open(file).with_context(cannot_read)?;
        log.take(MAX_LOG_SIZE).read_to_end(&mut bytes).with_context(cannot_read)?;
    }
    // Logs of PowerShell are often UTF-16.
    let text = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|pair| u16::from(pair[0]) | u16::from(pair[1]) << 8).collect();
            String::from_utf16_lossy(&units)
        }
        other => String::from_utf8_lossy(other).into_owned(),
    };
    Ok(text)
}
