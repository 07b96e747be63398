//! What a log of the hosted services reports, shown in the local files and compared with connkit's own findings.

use std::collections::BTreeSet;

use super::drawing::Message;
use super::human;
use crate::explain;
use crate::finding::{Finding, Level};
use crate::log::place::{self, Placed};
use crate::log::{LogFinding, Meaning};
use crate::project::Project;
use crate::rule::Rule;
use crate::rules::RULES;

/// How much of a log was understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogCounts {
    pub findings: usize,
    /// With a known meaning.
    pub recognised: usize,
    /// With a place in the local files.
    pub placed: usize,
    /// That connkit reports too, at the same place.
    pub found_too: usize,
}

/// What connkit says about the same thing.
enum Verdict<'f> {
    Same(&'f Finding),
    /// Another rule reports at the same place.
    Other(&'f Finding),
    NotHere,
    Off,
    Change,
    /// Rules with the same policy code, and how often they report.
    Code(Vec<&'static Rule>, usize),
    Unknown,
}

/// A finding of connkit's own, with its pointer.
struct Own<'f> {
    finding: &'f Finding,
    pointer: Option<String>,
}

/// Shows the findings of a log in their order, each rule explained where it first appears.
pub fn log(project: &Project, log: &[LogFinding], own: &[Finding]) -> (String, LogCounts) {
    let mut out = String::new();
    let mut counts = LogCounts { findings: log.len(), ..LogCounts::default() };
    let mut explained = BTreeSet::new();
    let own = own.iter().map(|finding| Own { finding, pointer: finding.pointer(&project.connector) });
    let own: Vec<Own<'_>> = own.collect();
    for finding in log {
        let placed = place::find(&project.connector, finding);
        let verdict = verdict(project, finding, placed.as_ref(), &own);
        counts.recognised += usize::from(finding.meaning.is_some() || matches!(verdict, Verdict::Code(..)));
        counts.placed += usize::from(placed.is_some());
        counts.found_too += usize::from(matches!(verdict, Verdict::Same(_)));
        let mut notes = vec![place_note(finding, placed.as_ref()), verdict_note(project, &verdict)];
        let rules = match &verdict {
            Verdict::Code(rules, _) => rules.clone(),
            _ => rule_of(finding).into_iter().collect(),
        };
        for rule in rules.into_iter().filter(|rule| explained.insert(rule.id)) {
            notes.push(format!("{}: {} (`connkit explain {}`)", rule.id, lead(rule), rule.id));
        }
        message(project, finding, placed.as_ref(), &verdict, notes).draw(&mut out, true);
    }
    (out, counts)
}

/// The first paragraph of a rule's explanation on one line.
fn lead(rule: &Rule) -> String {
    let explanation = rule.explanation();
    explanation
        .lines()
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn rule_of(finding: &LogFinding) -> Option<&'static Rule> {
    match finding.meaning? {
        Meaning::Rule(id) => RULES.iter().copied().find(|rule| rule.id == id),
        Meaning::Change(_) => None,
    }
}

fn verdict<'f>(project: &Project, finding: &LogFinding, placed: Option<&Placed>, own: &[Own<'f>]) -> Verdict<'f> {
    if let Some(rules) = finding.code.as_ref().and_then(|code| explain::find(code).ok()) {
        let reports = own.iter().filter(|own| rules.iter().any(|rule| rule.id == own.finding.rule.id)).count();
        return Verdict::Code(rules, reports);
    }
    if matches!(finding.meaning, Some(Meaning::Change(_))) {
        return Verdict::Change;
    }
    let file = placed.map(|placed| placed.place.file);
    let pointer = placed.and_then(|placed| placed.pointer.as_deref());
    let here = || own.iter().filter(|own| Some(own.finding.place.file) == file && is_near(own, placed, pointer));
    let rule = rule_of(finding);
    let mut same = here().filter(|own| rule.is_some_and(|rule| rule.id == own.finding.rule.id));
    let subject = finding.message.split('\'').nth(1);
    let is_about = |own: &&Own<'_>| subject.is_none_or(|subject| tells_of(own, subject));
    if let Some(own) = same.clone().find(is_about) {
        return Verdict::Same(own.finding);
    }
    // Several members may be missing in one object: only the subject tells which is meant.
    if rule.is_none_or(|rule| rule.id != "RequiredPropertyMissing")
        && let Some(own) = same.next()
    {
        return Verdict::Same(own.finding);
    }
    if let Some(own) = here().find(|own| own.pointer.as_deref() == pointer && is_about(own)) {
        return Verdict::Other(own.finding);
    }
    match rule {
        None => Verdict::Unknown,
        Some(rule) if project.level(rule) == Level::Off => Verdict::Off,
        Some(_) => Verdict::NotHere,
    }
}

/// Whether a finding is at a place: at the pointer, or one step above or below it; or in the same line.
fn is_near(own: &Own<'_>, placed: Option<&Placed>, pointer: Option<&str>) -> bool {
    let is_step = |upper: &str, lower: &str| {
        lower.strip_prefix(upper).and_then(|rest| rest.strip_prefix('/')).is_some_and(|step| !step.contains('/'))
    };
    match (own.pointer.as_deref(), pointer) {
        (Some(own), Some(told)) => own == told || is_step(own, told) || is_step(told, own),
        // Readers stop near a mistake, seldom at it.
        (None, None) => placed.is_some(),
        _ => false,
    }
}

fn tells_of(own: &Own<'_>, subject: &str) -> bool {
    own.finding.message.contains(subject) || own.pointer.as_ref().is_some_and(|pointer| pointer.contains(subject))
}

fn place_note(finding: &LogFinding, placed: Option<&Placed>) -> String {
    let line = finding.line;
    match placed {
        None => format!("line {line} of the log tells no place in the local files"),
        Some(Placed { missing, .. }) if !missing.is_empty() => {
            format!("line {line} of the log means `{missing}` below this, which the local file does not have")
        }
        Some(Placed { pointer: Some(pointer), .. }) if !pointer.is_empty() => {
            format!("line {line} of the log, at {pointer}")
        }
        Some(_) => format!("line {line} of the log"),
    }
}

fn verdict_note(project: &Project, verdict: &Verdict<'_>) -> String {
    match verdict {
        Verdict::Same(own) => match &own.help {
            Some(help) => format!("connkit finds it too: {}; {help}", own.message),
            None => format!("connkit finds it too: {}", own.message),
        },
        Verdict::Other(own) => format!("connkit finds {} here: {}", own.rule.id, own.message),
        Verdict::NotHere => "connkit does not find it in the local files: the log may be of another version".to_owned(),
        Verdict::Off => format!("connkit knows the rule; it is off for {} publishers or in connkit.json", project.kind),
        Verdict::Change => format!(
            "a change against the published version: `connkit diff OLD {}` shows it",
            super::argument(&project.path)
        ),
        Verdict::Code(rules, reports) => {
            let ids: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
            format!("connkit looks for this with {}: {} here", ids.join(", "), super::counted(*reports, "finding"))
        }
        Verdict::Unknown => "connkit does not know this message, or has no rule for it".to_owned(),
    }
}

fn message<'a>(
    project: &'a Project,
    finding: &'a LogFinding,
    placed: Option<&Placed>,
    verdict: &Verdict<'_>,
    notes: Vec<String>,
) -> Message<'a> {
    let id = match (&finding.foreign_rule, finding.meaning, &finding.code) {
        (Some(id), ..) => Some(id.as_str()),
        (None, Some(Meaning::Rule(id) | Meaning::Change(id)), _) => Some(id),
        (None, None, code) => code.as_deref(),
    };
    // Of what connkit finds too, its own place is the more exact one.
    let place = match verdict {
        Verdict::Same(own) => Some(own.place),
        _ => placed.map(|placed| placed.place),
    };
    Message {
        level: finding.level.unwrap_or(Level::Error),
        id,
        page: None,
        text: &finding.message,
        sources: place.map(|place| human::source(project, place, None)).into_iter().collect(),
        help: None,
        notes,
    }
}
