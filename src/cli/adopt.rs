//! `connkit adopt`: turns the folder of a connector into a project.

use std::io::{IsTerminal as _, Write as _};

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use dialoguer::Select;
use dialoguer::console::Term;
use dialoguer::theme::ColorfulTheme;
use serde_json::Value;

use super::{Outcome, status};
use crate::adopt::{KindReason, Plan, Survey};
use crate::config::{CONFIGURATION_FILE, FILE_NAME, baseline};
use crate::connector::files::Folder;
use crate::connector::{Artifact, Role};
use crate::inference::Evidence;
use crate::project::{self, KindSource, Project};
use crate::publisher_kind::PublisherKind;
use crate::report::counted;
use crate::writes::Writes;

/// Turn the folder of a connector into a project
///
/// For connectors that were made by hand, or downloaded with paconn or pac: files get the names that the platform's tools
/// look for, and connkit.json says what the artifacts tell about publisher, authentication and the other answers.
/// Nothing else is changed. Every answer is printed with the place that tells it.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder of the connector
    #[arg(default_value = ".")]
    folder: Utf8PathBuf,

    /// Record what is found today in connkit.baseline.json: from then on only new findings are reported
    #[arg(long)]
    baseline: bool,

    /// Write nothing, only say what would be done (exit code 1, since something would)
    #[arg(long)]
    check: bool,

    /// Who publishes the connector [default: from connkit.json, the parent folder or the artifacts]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let path = &arguments.folder;
    if path.is_file() {
        bail!("{path} is a file; `connkit adopt` takes the folder of the connector");
    }
    let project = Project::load(path, arguments.publisher_kind)?;
    let folder = Folder(path.clone());
    let mut survey = Survey::of(&folder, &project)?;
    let asks = !arguments.check && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if survey.kind_reason == KindReason::Assumed && asks {
        survey.kind = ask_kind()?;
        survey.kind_reason = KindReason::Told(KindSource::Flag);
    }
    let plan = survey.plan(&project, arguments.baseline)?;
    if arguments.check {
        show(path, &plan)?;
        announce(path, &plan, "Would rename", "Would write");
        return Ok(Outcome::Findings);
    }
    let mut writes = Writes::new();
    for rename in &plan.renames {
        writes.rename(path.join(&rename.from), path.join(&rename.to));
    }
    for (name, bytes) in &plan.files {
        if name == baseline::FILE_NAME {
            // It holds what is found now, whatever was known before.
            writes.add(path.join(name), bytes.clone());
        } else {
            writes.edit(path.join(name), before(&project, name), bytes.clone());
        }
    }
    writes.apply()?;
    // Whoever stops reading has the project all the same.
    show(path, &plan)?;
    announce(path, &plan, "Renamed", "Wrote");
    status::done("Next", format_args!("look at it with `connkit validate {path}`"));
    status::more(format_args!("`connkit conform {path}` applies safe fixes and lays the JSON out"));
    Ok(Outcome::Clean)
}

/// What was read of the configuration, or of the settings, whose name may be another one.
fn before(project: &Project, name: &str) -> Option<Vec<u8>> {
    let bytes = if name == FILE_NAME {
        project.text_of(CONFIGURATION_FILE).map(|text| text.as_str().as_bytes())
    } else {
        project.connector.artifact(Role::Settings).and_then(Artifact::bytes)
    };
    bytes.map(<[u8]>::to_vec)
}

/// Asks a terminal who publishes the connector, since nothing tells.
fn ask_kind() -> Result<PublisherKind> {
    let kinds = [PublisherKind::Custom, PublisherKind::Independent, PublisherKind::Verified];
    let chosen = Select::with_theme(&ColorfulTheme::default())
        .with_prompt("Nothing tells who publishes the connector; who does")
        .items(kinds.map(PublisherKind::name))
        .default(0)
        .interact();
    if chosen.is_err() {
        // A prompt that was broken off leaves the cursor hidden; a terminal that is gone needs none.
        let _ = Term::stderr().show_cursor();
    }
    let chosen = chosen.context("stopped while asking; nothing was written")?;
    kinds.get(chosen).copied().context("the terminal chose what was not offered")
}

/// Prints what was inferred, each with its place.
fn show(path: &Utf8Path, plan: &Plan) -> Result<()> {
    let mut out = anstream::stdout().lock();
    let reason = match &plan.kind_reason {
        KindReason::Told(source) => source.to_string(),
        KindReason::Artifact(reason, evidence) => format!("{}: {reason}", place(path, evidence)),
        KindReason::Assumed => "assumed, since nothing tells; --publisher-kind does".to_owned(),
    };
    writeln!(out, "publisherKind: {} ({reason})", plan.kind)?;
    for answer in &plan.inference.answers {
        writeln!(out, "{}: {} ({})", answer.name, shown(&answer.value), place(path, &answer.evidence))?;
    }
    for (answer, objection) in &plan.inference.refused {
        writeln!(out, "{}: not taken, {objection} ({})", answer.name, place(path, &answer.evidence))?;
    }
    if !plan.inference.unanswered.is_empty() {
        writeln!(
            out,
            "not told by any artifact, or not as any template has it: {}",
            plan.inference.unanswered.join(", ")
        )?;
    }
    Ok(())
}

fn place(path: &Utf8Path, evidence: &Evidence) -> String {
    let file = project::shown(&path.join(&evidence.file));
    evidence.position.map_or_else(|| file.clone(), |position| format!("{file}:{position}"))
}

/// An answer on one line.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn announce(path: &Utf8Path, plan: &Plan, renamed: &str, wrote: &str) {
    for rename in &plan.renames {
        status::done(renamed, format_args!("{} to {}", project::shown(&path.join(&rename.from)), rename.to));
    }
    for (name, _) in &plan.files {
        let what = match (name.as_str(), plan.known) {
            (FILE_NAME, _) => String::new(),
            (baseline::FILE_NAME, Some(known)) => format!(" with {}", counted(known, "finding")),
            _ => " with the new names".to_owned(),
        };
        status::done(wrote, format_args!("{}{what}", project::shown(&path.join(name))));
    }
}
