//! `connkit conform`: brings projects up to date with the templates, with themselves, and with the rules.

use std::io::{IsTerminal as _, Write as _};

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use dialoguer::Select;
use dialoguer::console::Term;
use dialoguer::theme::ColorfulTheme;

use super::{Outcome, changes, status};
use crate::config::FILE_NAME;
use crate::conform::{self, Conflict, Options, Plan, Side, Update, Written};
use crate::connector::files::Folder;
use crate::project::{self, Project};
use crate::publisher_kind::PublisherKind;
use crate::report::counted;
use crate::template::TEMPLATE_VERSION;
use crate::writes::Writes;

/// Bring projects up to date: with the templates, with what is generated from them, with safe fixes and layout
///
/// What the templates changed since the project last conformed is merged into its files, JSON key by key, text line by line;
/// the marked regions of the readme are rewritten; safe fixes are applied; JSON is put into canonical form. What you
/// removed stays away. Where you and the templates changed the same, --ours, --theirs or a terminal decides; as long as
/// something is undecided nothing is written (exit code 1).
#[derive(clap::Args)]
pub struct Arguments {
    /// Folders of projects, or trees that hold many
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<Utf8PathBuf>,

    /// Keep your side where you and the templates changed the same
    #[arg(long)]
    ours: bool,

    /// Take the templates' side where you and the templates changed the same
    #[arg(long, conflicts_with = "ours")]
    theirs: bool,

    /// Add files of the template that are not there
    #[arg(long)]
    add_missing: bool,

    /// Leave the layout of JSON as it is
    #[arg(long)]
    no_fmt: bool,

    #[command(flatten)]
    mode: changes::Mode,

    /// Who publishes the connectors [default: from connkit.json, the parent folder or the brand colour]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut plans = Vec::new();
    for path in project::find(&arguments.paths)? {
        if path.is_file() {
            bail!(
                "{path} is a file; `connkit conform` takes the folder of the connector, since its files belong together"
            );
        }
        let plan = plan(&path, arguments)?;
        tell(&path, &plan);
        plans.push((path, plan));
    }
    let open: usize = plans.iter().map(|(_, plan)| plan.conflicts.len()).sum();
    if open > 0 {
        for (path, plan) in &plans {
            show_conflicts(path, &plan.conflicts)?;
        }
        status::warning(format_args!(
            "{} and nothing is written: --ours keeps your side, --theirs takes the templates', a terminal asks one by one",
            counted(open, "conflict")
        ));
        return Ok(Outcome::Findings);
    }
    let files: Vec<(Utf8PathBuf, Written)> = plans
        .into_iter()
        .flat_map(|(path, plan)| plan.files.into_iter().map(move |file| (path.join(&file.name), file)))
        .collect();
    carry_out(&arguments.mode, files)
}

fn plan(path: &Utf8Path, arguments: &Arguments) -> Result<Plan> {
    let project = Project::load(path, arguments.publisher_kind)?;
    let options = Options { add_missing: arguments.add_missing, fmt: !arguments.no_fmt };
    let looks_only = arguments.mode.check || arguments.mode.diff;
    let asks = !looks_only && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let mut trouble = None;
    let mut settle = |conflict: &Conflict| match (arguments.ours, arguments.theirs) {
        (true, _) => Some(Side::Ours),
        (_, true) => Some(Side::Theirs),
        _ if !asks || trouble.is_some() => None,
        _ => ask(path, conflict).unwrap_or_else(|error| {
            trouble = Some(error);
            None
        }),
    };
    let plan = conform::plan(&Folder(path.to_owned()), &project, options, &mut settle)?;
    match trouble {
        Some(error) => Err(error).context("stopped while asking; nothing was written"),
        None => Ok(plan),
    }
}

/// Asks a terminal who is right.
fn ask(path: &Utf8Path, conflict: &Conflict) -> Result<Option<Side>> {
    let term = Term::stderr();
    for line in described(path, conflict) {
        term.write_line(&line)?;
    }
    let sides = ["keep ours", "take theirs", "leave it open (nothing is written)"];
    let chosen =
        Select::with_theme(&ColorfulTheme::default()).with_prompt("Which one").items(sides).default(0).interact();
    if chosen.is_err() {
        // A prompt that was broken off leaves the cursor hidden; a terminal that is gone needs none.
        let _ = term.show_cursor();
    }
    Ok(match chosen? {
        0 => Some(Side::Ours),
        1 => Some(Side::Theirs),
        _ => None,
    })
}

/// The lines that tell a conflict.
fn described(path: &Utf8Path, conflict: &Conflict) -> Vec<String> {
    let Conflict { file, position, subject, ours, theirs } = conflict;
    let theirs = theirs.as_deref().unwrap_or("(removed)");
    let mut lines = vec![format!("conflict: {}:{position}: {subject}", project::shown(&path.join(file)))];
    for (side, text) in [("ours:  ", ours.as_str()), ("theirs:", theirs)] {
        let text = if text.is_empty() { "(removed)" } else { text };
        lines.extend(text.lines().enumerate().map(|(number, line)| {
            let side = if number == 0 { side } else { "       " };
            format!("  {side} {line}").trim_end().to_owned()
        }));
    }
    lines
}

fn show_conflicts(path: &Utf8Path, conflicts: &[Conflict]) -> Result<()> {
    let mut out = anstream::stdout().lock();
    for line in conflicts.iter().flat_map(|conflict| described(path, conflict)) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Says what the plan is made of.
fn tell(path: &Utf8Path, plan: &Plan) {
    let folder = project::shown(path);
    match &plan.update {
        Update::From(version) => {
            status::done("Template", format_args!("version {version} to {TEMPLATE_VERSION} in {folder}"));
        }
        Update::Current => {}
        Update::Unknown => {
            let file = project::shown(&path.join(FILE_NAME));
            status::done(
                "Skipped",
                format_args!("templates and regions: {file} tells no template; `connkit adopt` makes a project"),
            );
        }
        Update::Unanswered(troubles) => {
            let file = project::shown(&path.join(FILE_NAME));
            status::done(
                "Skipped",
                format_args!("templates, because of the answers in {file}: {}", troubles.join(", ")),
            );
        }
    }
    for region in &plan.regions {
        status::done("Generated", format_args!("{} in the readme of {folder}", region.name()));
    }
    for (rule, count) in &plan.fixes {
        status::done("Fix", format_args!("{rule} ({count}) in {folder}"));
    }
    if !plan.absent.is_empty() {
        status::done(
            "Absent",
            format_args!("{} in {folder}; --add-missing adds what the template has", plan.absent.join(", ")),
        );
    }
}

/// Writes the files all or nothing, or shows them.
fn carry_out(mode: &changes::Mode, files: Vec<(Utf8PathBuf, Written)>) -> Result<Outcome> {
    if files.is_empty() {
        status::done("Unchanged", "nothing to do");
        return Ok(Outcome::Clean);
    }
    if mode.diff {
        for (path, file) in &files {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            changes::show(path, &text(file.before.as_deref().unwrap_or_default()), &text(&file.after))?;
        }
    }
    if mode.check || mode.diff {
        for (path, file) in &files {
            let verb = if file.before.is_some() { "Would change" } else { "Would add" };
            status::done(verb, project::shown(path));
        }
        return Ok(Outcome::Findings);
    }
    let mut writes = Writes::new();
    // What is recorded in the configuration is not done again, so it is written last.
    let (configurations, others): (Vec<_>, Vec<_>) = files.iter().partition(|(_, file)| file.name == FILE_NAME);
    for (path, file) in others.into_iter().chain(configurations) {
        writes.edit(path.clone(), file.before.clone(), file.after.clone());
    }
    writes.apply()?;
    for (path, file) in &files {
        status::done(if file.before.is_some() { "Changed" } else { "Added" }, project::shown(path));
    }
    status::done("Conformed", counted(files.len(), "file"));
    Ok(Outcome::Clean)
}
