//! The verdict on a project: findings less those that it allows or already knew, and what is wrong with the allowing.

use std::borrow::Cow;

use super::allows::Allows;
use super::{Checker, Levels, review};
use crate::config::baseline::Baseline;
use crate::config::{Allow, CONFIGURATION_FILE, Configuration, Date, rule_named};
use crate::connector::Connector;
use crate::finding::anchor::Anchors;
use crate::finding::{At, Finding, Level};
use crate::project::Project;
use crate::rule::Check;
use crate::rules::RULES;
use crate::text::Place;
use crate::version::Change;

/// What one run asks for, beside what the project says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'c> {
    /// Only these rules run; all where there are none.
    pub only: &'c [&'static str],
    pub ignored: &'c [&'static str],
    /// Against this day `until` of allow entries is compared; without it none of them ends.
    pub today: Option<Date>,
    /// The baseline is left aside.
    pub without_baseline: bool,
}

impl Choice<'_> {
    pub(super) fn runs(&self, id: &str) -> bool {
        (self.only.is_empty() || self.only.contains(&id)) && !self.ignored.contains(&id)
    }
}

/// What was found, and what was held back.
#[derive(Debug, Default)]
pub struct Judgement {
    pub findings: Vec<Finding>,
    /// Held back by allow entries.
    pub allowed: usize,
    /// Held back by the baseline.
    pub known: usize,
    /// In the baseline, but no longer found.
    pub stale: usize,
}

/// Judges a project by the rules that run.
pub fn judge(project: &Project, choice: &Choice<'_>) -> Judgement {
    judge_against(project, None, choice)
}

/// Judges a project by the rules that run, and by what changed since an older version.
pub fn judge_against(project: &Project, old: Option<&Connector>, choice: &Choice<'_>) -> Judgement {
    let rules = RULES.iter().copied().filter(|rule| choice.runs(rule.id));
    let checker = Checker::of(rules, project.kind, &levels(project, choice));
    let mut findings = match &project.package {
        Some(package) => checker.check_package(package, &project.connector),
        None => checker.check(&project.connector),
    };
    let mut judgement = Judgement::default();
    let allows: Vec<&Allow> = project.configuration.allows.iter().collect();
    let mut changes = old.map(|old| review::reliable_changes(old, project));
    let (allowed, about_allows) = apply_allows(project, choice, &allows, &mut findings, changes.as_deref_mut());
    judgement.allowed = allowed;
    let is_reported =
        |change: &&Change| change.level > Level::Off && change.allowed.is_none() && choice.runs(change.class.name());
    let changes = changes.iter().flatten().filter(is_reported);
    let unsorted = findings.len();
    findings.extend(changes.map(|change| review::change_finding(project, change)));
    if findings.len() > unsorted {
        super::sort(&mut findings);
    }
    if let Some(baseline) = project.baseline.as_ref().filter(|_| !choice.without_baseline) {
        apply_baseline(project, choice, baseline.clone(), &mut findings, &mut judgement);
    }
    findings.extend(about_allows);
    judgement.findings = findings;
    judgement
}

/// Takes out what a project allows or already knew of the findings about a version of its connector that is being
/// mended, except those of the rules that were named.
pub fn hold_back(
    configuration: &Configuration,
    baseline: Option<&Baseline>,
    named: &[&str],
    connector: &Connector,
    findings: &mut Vec<Finding>,
) {
    if configuration.allows.is_empty() && baseline.is_none() {
        return;
    }
    let allows = Allows::new(connector, configuration.allows.iter().enumerate());
    let mut anchors = Anchors::new(connector);
    let mut baseline = baseline.cloned().unwrap_or_default();
    findings.retain(|finding| {
        named.contains(&finding.rule.id) || allows.of_finding(finding).is_none() && !baseline.take(&anchors.of(finding))
    });
}

/// The project's own levels; who names a rule that is off wants to see what it says, as a hint where it always is.
fn levels<'p>(project: &'p Project, choice: &Choice<'_>) -> Cow<'p, Levels> {
    let mut levels = Cow::Borrowed(&project.configuration.levels);
    for rule in RULES.iter().filter(|rule| choice.only.contains(&rule.id) && project.level(rule) == Level::Off) {
        levels.to_mut().insert(rule.id, rule.level(project.kind).max(Level::Hint));
    }
    levels
}

/// Takes out the findings that entries allow, and marks the changes, where versions were compared; how many those are,
/// and what is to be said about the entries themselves.
pub(super) fn apply_allows(
    project: &Project,
    choice: &Choice<'_>,
    allows: &[&Allow],
    findings: &mut Vec<Finding>,
    changes: Option<&mut [Change]>,
) -> (usize, Vec<Finding>) {
    let is_over = |allow: &Allow| allow.until.zip(choice.today).is_some_and(|(until, today)| until < today);
    let holding = allows.iter().copied().enumerate().filter(|(_, allow)| !is_over(allow));
    let lookup = Allows::new(&project.connector, holding);
    let mut counts = vec![0; allows.len()];
    findings.retain(|finding| match lookup.of_finding(finding) {
        Some(number) => {
            counts[number] += 1;
            false
        }
        None => true,
    });
    let has_changes = changes.is_some();
    for change in changes.into_iter().flatten() {
        if let Some(number) = lookup.of_change(change) {
            change.allowed = Some(allows[number].reason.clone());
            counts[number] += usize::from(change.level > Level::Off);
        }
    }
    let about = allows.iter().zip(&counts).filter_map(|(allow, &count)| {
        if let Some((until, today)) = allow.until.zip(choice.today).filter(|_| is_over(allow)) {
            let message = format!("`{}` was allowed until {until}, and it is {today}", allow.rule);
            let help = "mend what it allowed, or give it a later day";
            return about_allow(project, choice, "AllowExpired", allow, message, help);
        }
        // Of one file alone, and of rules that do not run, nothing can be said to be unused.
        let is_unused =
            count == 0 && project.connector.is_folder() && has_run(project, choice, allow.rule, has_changes);
        is_unused.then(|| about_unused(project, choice, allow)).flatten()
    });
    (counts.iter().sum(), about.collect())
}

fn about_unused(project: &Project, choice: &Choice<'_>, allow: &Allow) -> Option<Finding> {
    let named = [("in", &allow.operation), ("at", &allow.pointer), ("of", &allow.file)];
    let below: String =
        named.iter().filter_map(|(word, name)| name.as_ref().map(|name| format!(" {word} `{name}`"))).collect();
    let message = format!("this allows `{}`{below}, which is not found", allow.rule);
    about_allow(project, choice, "AllowUnused", allow, message, "remove the entry")
}

fn has_run(project: &Project, choice: &Choice<'_>, id: &str, compared: bool) -> bool {
    let Some(rule) = rule_named(id) else { return false };
    let is_about_changes = matches!(rule.check, Check::Change);
    choice.runs(id) && project.level(rule) > Level::Off && (!is_about_changes || compared)
}

fn about_allow(
    project: &Project,
    choice: &Choice<'_>,
    rule: &str,
    allow: &Allow,
    message: String,
    help: &'static str,
) -> Option<Finding> {
    // The list of rules is generated: it must compile without them.
    let rule = rule_named(rule)?;
    let place = Place { file: CONFIGURATION_FILE, span: allow.span };
    let mut finding = Finding::new(rule, At::from(place), message.into());
    finding.help(help);
    let level = project.level(rule);
    (choice.runs(rule.id) && finding.settle(level, level)).then_some(finding)
}

fn apply_baseline(
    project: &Project,
    choice: &Choice<'_>,
    mut baseline: Baseline,
    findings: &mut Vec<Finding>,
    judgement: &mut Judgement,
) {
    let before = findings.len();
    let mut anchors = Anchors::new(&project.connector);
    findings.retain(|finding| !baseline.take(&anchors.of(finding)));
    judgement.known = before - findings.len();
    if project.connector.is_folder() {
        // A rule that went away, or was switched off, leaves its entries behind too.
        judgement.stale = baseline.left(|rule| choice.runs(rule));
    }
}
