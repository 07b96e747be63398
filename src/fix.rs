//! Mends connectors: applies the fixes that rules offer until none is left, and puts JSON into canonical form.
//!
//! Works in memory; what comes out is the new text of each changed file, and the files that get other names, come or go.

mod ask;
mod format;
#[cfg(test)]
mod tests;
pub(crate) mod whole;

use std::collections::BTreeMap;
use std::io;

pub use ask::{Ask, Question};
pub use format::{Unformatted, format};

use anyhow::Context as _;

use crate::check::{self, Checker};
use crate::connector::files::Overlay;
use crate::connector::{Connector, Files};
use crate::finding::{Finding, Fix, Safety};
use crate::rule::{Rule, View};
use crate::text::{self, Edit, FileId, Span};

/// So often the connector is judged anew after fixes were applied: a fix may make another one possible, and of sections that
/// all stand in the wrong order one moves at a time.
pub const MAX_ROUNDS: usize = 30;

/// Which fixes are applied.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Also those that need a decision.
    pub with_unsafe: bool,
    /// Only those of these rules; all when empty.
    pub rules: Vec<&'static str>,
    /// Also those that do something to a whole file: give it another name, make it, draw it anew.
    pub with_whole_files: bool,
}

impl Selection {
    fn names(&self, rule: &str) -> bool {
        self.rules.is_empty() || self.rules.contains(&rule)
    }

    fn is_safe_enough(&self, safety: Safety) -> bool {
        self.with_unsafe || safety == Safety::Safe
    }

    /// Whether a rule can offer a fix that is taken.
    fn asks(&self, rule: &Rule) -> bool {
        self.names(rule.id) && rule.fixes.iter().any(|&safety| self.is_safe_enough(safety))
    }

    fn takes(&self, finding: &Finding) -> bool {
        let takes = |fix: &Fix| self.is_safe_enough(fix.safety) && (self.with_whole_files || fix.whole.is_none());
        self.names(finding.rule.id) && finding.fix.as_deref().is_some_and(takes)
    }
}

/// A file whose text was changed, under the name that it has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub name: String,
    /// `None` for a new file.
    pub before: Option<String>,
    /// The bytes before, where they were no UTF-8; the text before is then read with gaps, or out of UTF-16.
    pub original: Option<Vec<u8>>,
    pub after: String,
}

/// A picture that was drawn anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub name: String,
    /// `None` for a new file.
    pub before: Option<Vec<u8>>,
    pub bytes: Vec<u8>,
}

/// A file that gets another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    pub from: String,
    pub to: String,
}

/// What fixing did.
#[derive(Debug, Default)]
pub struct Fixed {
    /// In the order of their names.
    pub files: Vec<Changed>,
    pub pictures: Vec<Picture>,
    pub renames: Vec<Rename>,
    /// Files and folders that go.
    pub removals: Vec<String>,
    /// How many fixes of each rule were applied.
    pub applied: BTreeMap<&'static str, usize>,
    /// How many texts and names were written anew by a person.
    pub answered: usize,
    /// What is found afterwards.
    pub remaining: Vec<Finding>,
    /// Fixes were still offered after [`MAX_ROUNDS`].
    pub is_unfinished: bool,
}

/// Applies the selected fixes until none is offered, or for [`MAX_ROUNDS`].
///
/// Fails only when the files cannot be listed, or an artifact cannot be read.
///
/// `connector` is what was read of the files. `hold_back` takes out the findings that the project allows; it is handed those
/// of some rules at a time, and anew in each round.
pub fn fix(
    files: &dyn Files,
    connector: Connector,
    checker: &Checker,
    selection: &Selection,
    hold_back: &dyn Fn(&Connector, &mut Vec<Finding>),
) -> io::Result<Fixed> {
    let mut overlay = overlay_of(files, &connector);
    let mut applied = BTreeMap::new();
    let outcome = settle_down(&mut overlay, connector, checker, selection, hold_back, &mut applied)?;
    finish(&overlay, outcome, applied)
}

/// Does the same, and asks for what only a person knows, again and again while answers change something.
///
/// Fails when the files cannot be listed, or nobody answers.
pub fn fix_asking(
    files: &dyn Files,
    mut connector: Connector,
    checker: &Checker,
    selection: &Selection,
    hold_back: &dyn Fn(&Connector, &mut Vec<Finding>),
    ask: Ask<'_>,
) -> anyhow::Result<Fixed> {
    let mut overlay = overlay_of(files, &connector);
    let mut applied = BTreeMap::new();
    let mut asking = ask::Asking::default();
    let mut answered = 0;
    loop {
        let outcome = settle_down(&mut overlay, connector, checker, selection, hold_back, &mut applied)?;
        let (count, edits) = asking.edits(&outcome.connector, &outcome.findings, selection, ask)?;
        answered += count;
        if edits.is_empty() {
            return Ok(Fixed { answered, ..finish(&overlay, outcome, applied)? });
        }
        for (name, edits) in edits {
            let text = outcome.connector.artifacts().iter().find(|artifact| artifact.name == name);
            let text = text.and_then(|artifact| artifact.text()).context("an answer is for a file that is a text")?;
            let after = text::apply(text.as_str(), &edits).context("two answers are for one place")?;
            overlay.write(name, after);
        }
        connector = Connector::load(&overlay)?;
    }
}

/// The files under changes, which are planned from what was read of them.
fn overlay_of<'f>(files: &'f dyn Files, connector: &Connector) -> Overlay<'f> {
    let mut overlay = Overlay::new(files);
    for artifact in connector.artifacts() {
        if let Some(bytes) = artifact.bytes() {
            overlay.know(&artifact.name, bytes);
        }
    }
    overlay
}

/// Where applying fixes ended.
struct Settled {
    connector: Connector,
    findings: Vec<Finding>,
    is_unfinished: bool,
}

/// Applies the selected fixes until none is offered, or for [`MAX_ROUNDS`], and counts them.
fn settle_down(
    overlay: &mut Overlay<'_>,
    mut connector: Connector,
    checker: &Checker,
    selection: &Selection,
    hold_back: &dyn Fn(&Connector, &mut Vec<Finding>),
    applied: &mut BTreeMap<&'static str, usize>,
) -> io::Result<Settled> {
    let mut round = 0;
    loop {
        connector.refuse_unread()?;
        let view = View::of(&connector);
        let judge = |is_asked: &dyn Fn(&Rule) -> bool| {
            let mut findings = checker.check_view(&view, is_asked);
            hold_back(&connector, &mut findings);
            findings
        };
        let mut findings = judge(&|rule| selection.asks(rule));
        let chosen = choose(&connector, &findings, selection);
        let acts = whole::choose(&connector, &findings, selection, &chosen.keys().cloned().collect());
        let is_done = chosen.is_empty() && acts.is_empty();
        if is_done || round == MAX_ROUNDS {
            drop(chosen);
            // The other rules offer nothing that is taken, so that they are asked only about what remains.
            findings.append(&mut judge(&|rule| !selection.asks(rule)));
            check::sort(&mut findings);
            drop(view);
            return Ok(Settled { connector, findings, is_unfinished: !is_done });
        }
        drop(view);
        for (name, fixes) in chosen {
            let artifact = connector.artifacts().iter().find(|artifact| artifact.name == name);
            let Some(before) = artifact.and_then(|artifact| artifact.text()) else { continue };
            let edits: Vec<Edit> = fixes.iter().flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
            let Some(after) = text::apply(before.as_str(), &edits) else { continue };
            for (rule, _) in fixes {
                *applied.entry(rule).or_default() += 1;
            }
            overlay.write(name, after);
        }
        for (rule, act) in acts {
            *applied.entry(rule).or_default() += 1;
            whole::carry_out(act, overlay);
        }
        connector = Connector::load(overlay)?;
        round += 1;
    }
}

fn finish(overlay: &Overlay<'_>, settled: Settled, applied: BTreeMap<&'static str, usize>) -> io::Result<Fixed> {
    let (files, pictures) = changed(overlay)?;
    Ok(Fixed {
        files,
        pictures,
        renames: overlay.renames().map(|(from, to)| Rename { from: from.to_owned(), to: to.to_owned() }).collect(),
        removals: overlay.removals().map(str::to_owned).collect(),
        applied,
        answered: 0,
        remaining: settled.findings,
        is_unfinished: settled.is_unfinished,
    })
}

type Chosen<'f> = BTreeMap<String, Vec<(&'static str, &'f Fix)>>;

/// The fixes of one round, by file: in the order of the findings, leaving out what overlaps with an earlier one.
fn choose<'f>(connector: &Connector, findings: &'f [Finding], selection: &Selection) -> Chosen<'f> {
    let mut chosen = Chosen::new();
    let mut taken: BTreeMap<FileId, Taken> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| selection.takes(finding)) {
        let Some(fix) = &finding.fix else { continue };
        let Some(artifact) = connector.file(fix.file).filter(|artifact| artifact.invalid_utf8.is_none()) else {
            continue;
        };
        if !fix.edits.is_empty() && taken.entry(fix.file).or_default().take(&fix.edits) {
            chosen.entry(artifact.name.clone()).or_default().push((finding.rule.id, fix));
        }
    }
    chosen
}

/// The spans that the fixes of a round touch, by their starts; they never touch each other.
#[derive(Default)]
struct Taken(BTreeMap<u32, u32>);

impl Taken {
    /// Takes the spans of a fix, all or none. Spans that only touch count as overlapping, too: in which order two
    /// insertions at one place go would be chance.
    fn take(&mut self, edits: &[Edit]) -> bool {
        let is_free = |span: Span| self.0.range(..=span.end).next_back().is_none_or(|(_, &end)| end < span.start);
        if !edits.iter().all(|edit| is_free(edit.span)) {
            return false;
        }
        self.0.extend(edits.iter().map(|edit| (edit.span.start, edit.span.end)));
        true
    }
}

/// The texts that an overlay changed, and the pictures.
fn changed(overlay: &Overlay<'_>) -> io::Result<(Vec<Changed>, Vec<Picture>)> {
    let (mut files, mut pictures) = (Vec::new(), Vec::new());
    for (name, before, after) in overlay.changes()? {
        let name = name.to_owned();
        match String::from_utf8(after.to_vec()) {
            Ok(after) => {
                let (before, original) = match before.map(String::from_utf8) {
                    None => (None, None),
                    Some(Ok(before)) => (Some(before), None),
                    Some(Err(error)) => {
                        let lossy = || String::from_utf8_lossy(error.as_bytes()).into_owned();
                        (Some(text::of_utf16(error.as_bytes()).unwrap_or_else(lossy)), Some(error.into_bytes()))
                    }
                };
                files.push(Changed { name, before, original, after });
            }
            // Only pictures are no texts.
            Err(error) => pictures.push(Picture { name, before, bytes: error.into_bytes() }),
        }
    }
    Ok((files, pictures))
}
