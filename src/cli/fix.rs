//! `connkit fix`: applies the fixes that rules offer.

mod ask;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

use super::changes::Changes;
use super::in_order::in_order;
use super::validate::thread_pool;
use super::{Outcome, changes, status};
use crate::check::{Checker, Levels, hold_back};
use crate::config::suggestion;
use crate::connector::files::Folder;
use crate::finding::Level;
use crate::fix::{self, Fixed, Selection};
use crate::project::{self, Project};
use crate::publisher_kind::PublisherKind;
use crate::report;
use crate::rule::Rule;
use crate::rules::RULES;

/// Apply the fixes that rules offer, without touching a byte besides
///
/// Safe fixes leave the meaning for flows and users as it is. The others need a decision: they rename something, change
/// a request or a response, or invent a text. What the project allows, or its baseline knows, is only mended where
/// `--select` names its rule.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folders of connectors, or trees that hold many
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<Utf8PathBuf>,

    /// Also apply fixes that need a decision
    #[arg(long = "unsafe")]
    with_unsafe: bool,

    /// Apply only the fixes of this rule; may be given several times
    #[arg(long = "select", alias = "rule", value_name = "RULE")]
    rule: Vec<String>,

    /// Ask for the texts and names that only you can write anew, one by one, after the fixes
    #[arg(long)]
    ask: bool,

    #[command(flatten)]
    mode: changes::Mode,

    /// Who publishes the connectors [default: from connkit.json, the parent folder or the brand colour]
    #[arg(long, value_name = "KIND")]
    publisher_kind: Option<PublisherKind>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    if arguments.ask {
        ask::require_terminal()?;
    }
    let selection =
        Selection { with_unsafe: arguments.with_unsafe, rules: known_rules(&arguments.rule)?, with_whole_files: true };
    let mut changed = Changes::default();
    let (mut applied, mut answered) = (0, 0);
    let found = project::find(&arguments.paths)?;
    let fix = |path: &Utf8PathBuf| Ok((path.clone(), fix_one(path, &selection, arguments)?));
    let mut take = |(path, fixed): (Utf8PathBuf, Fixed)| {
        applied += fixed.applied.values().sum::<usize>();
        answered += fixed.answered;
        tell(&path, &fixed, &selection);
        changed.add(changes_of(&path, fixed), &arguments.mode)
    };
    if arguments.ask {
        // A person answers for one after the other.
        found.iter().try_for_each(|path| take(fix(path)?))?;
    } else {
        thread_pool(None)?.install(|| in_order("Fixing", &found, fix, take))?;
    }
    let fixes = if applied == 1 { "1 fix".to_owned() } else { format!("{applied} fixes") };
    let what = if answered > 0 { format!("{fixes}, {}", report::counted(answered, "answer")) } else { fixes };
    changes::carry_out(&arguments.mode, "Fixed", &what, changed)
}

fn changes_of(path: &Utf8Path, fixed: Fixed) -> Changes {
    Changes {
        renames: fixed.renames.iter().map(|rename| (path.join(&rename.from), path.join(&rename.to))).collect(),
        removals: fixed.removals.iter().map(|name| path.join(name)).collect(),
        pictures: fixed.pictures.into_iter().map(|picture| (path.join(&picture.name), picture)).collect(),
        texts: fixed.files.into_iter().map(|file| (path.join(&file.name), file)).collect(),
    }
}

fn fix_one(path: &Utf8Path, selection: &Selection, arguments: &Arguments) -> Result<Fixed> {
    if path.is_file() {
        bail!("{path} is a file; `connkit fix` takes the folder of the connector, since fixes depend on all its files");
    }
    let project = Project::load(path, arguments.publisher_kind)?;
    let checker = Checker::new(project.kind, &levels(&project, &selection.rules));
    let Project { connector, configuration, baseline, .. } = project;
    let hold_back = |connector: &_, findings: &mut _| {
        hold_back(&configuration, baseline.as_ref(), &selection.rules, connector, findings);
    };
    let folder = Folder(path.to_owned());
    if arguments.ask {
        let mut ask = |question: fix::Question<'_>| ask::ask(path, question);
        return fix::fix_asking(&folder, connector, &checker, selection, &hold_back, &mut ask);
    }
    fix::fix(&folder, connector, &checker, selection, &hold_back).with_context(|| format!("could not read {path}"))
}

/// The project's levels; a rule that is named runs even where it is off unless somebody wants it.
fn levels(project: &Project, named: &[&'static str]) -> Levels {
    let mut levels = project.configuration.levels.clone();
    let is_off = |rule: &&Rule| rule.level(project.kind).max(rule.certification_level(project.kind)) == Level::Off;
    for rule in RULES.iter().copied().filter(|rule| named.contains(&rule.id)).filter(is_off) {
        levels.entry(rule.id).or_insert(Level::Hint);
    }
    levels
}

fn known_rules(given: &[String]) -> Result<Vec<&'static str>> {
    given
        .iter()
        .map(|id| match RULES.iter().find(|rule| rule.id == id) {
            Some(rule) => Ok(rule.id),
            None => bail!("there is no rule `{id}`{}", suggestion(id, RULES.iter().map(|rule| rule.id))),
        })
        .collect()
}

fn tell(path: &Utf8Path, fixed: &Fixed, selection: &Selection) {
    for (rule, count) in &fixed.applied {
        status::done("Fix", format_args!("{rule} ({count}) in {path}"));
    }
    if fixed.is_unfinished {
        status::warning(format_args!(
            "{path}: fixes were still offered after {} rounds; run it again",
            fix::MAX_ROUNDS
        ));
    }
    if !selection.rules.is_empty() {
        // What other rules offer was not asked for.
        return;
    }
    let offered = fixed.remaining.iter().filter(|finding| finding.fix.is_some()).count();
    if offered > 0 {
        let findings = report::counted(offered, "finding");
        status::done(
            "Left",
            format_args!("{findings} in {path} with a fix that needs a decision; --unsafe applies it"),
        );
    }
    let others = fixed.remaining.len() - offered;
    if others > 0 {
        let findings = report::counted(others, "finding");
        status::done("Left", format_args!("{findings} without a fix; `connkit validate {path}` shows them"));
    }
}
