//! The verdict on a project: findings less those that it allows or already knew, and what is wrong with the allowing.

use super::Checker;
use crate::config::baseline::Baseline;
use crate::config::{Allow, CONFIGURATION_FILE, Date, rule_named};
use crate::finding::anchor::Anchors;
use crate::finding::{At, Finding, Level};
use crate::project::Project;
use crate::rules::RULES;
use crate::text::Place;

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
    fn runs(&self, id: &str) -> bool {
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
    let levels = &project.configuration.levels;
    let rules = RULES.iter().copied().filter(|rule| choice.runs(rule.id));
    let mut findings = Checker::of(rules, project.kind, levels).check(&project.connector);
    let mut judgement = Judgement::default();
    let about_allows = apply_allows(project, choice, &mut findings, &mut judgement);
    if let Some(baseline) = project.baseline.as_ref().filter(|_| !choice.without_baseline) {
        apply_baseline(project, choice, baseline.clone(), &mut findings, &mut judgement);
    }
    findings.extend(about_allows);
    judgement.findings = findings;
    judgement
}

/// Takes out what is allowed; hands back what is to be said about the entries themselves.
fn apply_allows(
    project: &Project,
    choice: &Choice<'_>,
    findings: &mut Vec<Finding>,
    judgement: &mut Judgement,
) -> Vec<Finding> {
    let mut about = Vec::new();
    for allow in &project.configuration.allows {
        if let Some((until, today)) = allow.until.zip(choice.today).filter(|(until, today)| until < today) {
            let message = format!("`{}` was allowed until {until}, and it is {today}", allow.rule);
            report(
                project,
                choice,
                &mut about,
                ("AllowExpired", allow),
                message,
                "mend what it allowed, or give it a later day",
            );
            continue;
        }
        let before = findings.len();
        findings.retain(|finding| !is_allowed(project, allow, finding));
        judgement.allowed += before - findings.len();
        // Of one file alone, and of rules that do not run, nothing can be said to be unused.
        let has_run = choice.runs(allow.rule) && is_on(allow.rule, project);
        if findings.len() == before && project.connector.is_folder() && has_run {
            let below = allow.pointer.as_ref().map_or_else(String::new, |pointer| format!(" at `{pointer}`"));
            let message = format!("this allows `{}`{below}, which is not found", allow.rule);
            report(project, choice, &mut about, ("AllowUnused", allow), message, "remove the entry");
        }
    }
    about
}

fn is_on(id: &str, project: &Project) -> bool {
    RULES.iter().any(|rule| rule.id == id && project.level(rule) > Level::Off)
}

fn report(
    project: &Project,
    choice: &Choice<'_>,
    findings: &mut Vec<Finding>,
    (rule, allow): (&str, &Allow),
    message: String,
    help: &'static str,
) {
    // The list of rules is generated: it must compile without them.
    let Ok(rule) = rule_named(rule) else { return };
    let place = Place { file: CONFIGURATION_FILE, span: allow.span };
    let mut finding = Finding::new(rule, At::from(place), message.into());
    finding.help(help);
    let level = project.level(rule);
    if choice.runs(rule.id) && finding.settle(level, level) {
        findings.push(finding);
    }
}

fn is_allowed(project: &Project, allow: &Allow, finding: &Finding) -> bool {
    if finding.rule.id != allow.rule {
        return false;
    }
    let is_there = allow.pointer.as_ref().is_none_or(|pointer| {
        let at = finding.pointer(&project.connector);
        let rest = at.as_deref().and_then(|at| at.strip_prefix(pointer.as_str()));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let is_in = allow
        .file
        .as_ref()
        .is_none_or(|name| project.connector.file(finding.place.file).is_some_and(|artifact| artifact.name == *name));
    is_there && is_in
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
