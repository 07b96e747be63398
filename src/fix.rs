//! Mends connectors: applies the fixes that rules offer until none is left, and puts JSON into canonical form.
//!
//! Works in memory; what comes out is the new text of each changed file, and the files that get other names.

mod format;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;

pub use format::{Unformatted, format};

use crate::check::Checker;
use crate::connector::files::Overlay;
use crate::connector::{Connector, Files};
use crate::finding::{Finding, Fix, Safety};
use crate::text::{self, Edit, FileId, Span};

/// So often the connector is judged anew after fixes were applied: a fix may make another one possible.
pub const MAX_ROUNDS: usize = 10;

/// Which fixes are applied.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Also those that need a decision.
    pub with_unsafe: bool,
    /// Only those of these rules; all when empty.
    pub rules: Vec<&'static str>,
    /// Also those that give a file another name.
    pub with_renames: bool,
}

impl Selection {
    fn takes(&self, finding: &Finding) -> bool {
        let rule = self.rules.is_empty() || self.rules.contains(&finding.rule.id);
        let takes = |fix: &Fix| {
            (self.with_unsafe || fix.safety == Safety::Safe) && (self.with_renames || fix.new_name.is_none())
        };
        rule && finding.fix.as_ref().is_some_and(takes)
    }
}

/// A file whose text was changed, under the name that it has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub name: String,
    pub before: String,
    pub after: String,
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
    pub renames: Vec<Rename>,
    /// How many fixes of each rule were applied.
    pub applied: BTreeMap<&'static str, usize>,
    /// What is found afterwards.
    pub remaining: Vec<Finding>,
    /// Fixes were still offered after [`MAX_ROUNDS`].
    pub is_unfinished: bool,
}

/// Applies the selected fixes until none is offered, or for [`MAX_ROUNDS`].
///
/// Fails only when the files cannot be listed, or an artifact cannot be read.
///
/// `hold_back` takes out the findings that the project allows; it is asked anew in each round.
pub fn fix(
    files: &dyn Files,
    checker: &Checker,
    selection: &Selection,
    hold_back: &dyn Fn(&Connector, &mut Vec<Finding>),
) -> io::Result<Fixed> {
    let mut overlay = Overlay::new(files);
    let mut fixed = Fixed::default();
    for round in 0.. {
        let connector = Connector::load(&overlay)?;
        connector.refuse_unread()?;
        let mut findings = checker.check(&connector);
        hold_back(&connector, &mut findings);
        let chosen = choose(&connector, &findings, selection);
        let renames = choose_renames(&connector, &findings, selection);
        if chosen.is_empty() && renames.is_empty() || round == MAX_ROUNDS {
            fixed.is_unfinished = !chosen.is_empty() || !renames.is_empty();
            fixed.remaining = findings;
            break;
        }
        for (name, fixes) in chosen {
            let Some(before) =
                connector.artifacts().iter().find(|artifact| artifact.name == name).and_then(|a| a.text())
            else {
                continue;
            };
            let edits: Vec<Edit> = fixes.iter().flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
            let Some(after) = text::apply(before.as_str(), &edits) else { continue };
            for (rule, _) in fixes {
                *fixed.applied.entry(rule).or_default() += 1;
            }
            overlay.write(name, after);
        }
        for (rule, from, to) in renames {
            *fixed.applied.entry(rule).or_default() += 1;
            overlay.rename(&from, to);
        }
    }
    fixed.files = changed(&overlay)?;
    fixed.renames = overlay.renames().map(|(from, to)| Rename { from: from.to_owned(), to: to.to_owned() }).collect();
    Ok(fixed)
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

/// The files that get other names in this round, with the rule that asks for it; of two that are to have one name the
/// first gets it, and no file that is there is replaced.
fn choose_renames(
    connector: &Connector,
    findings: &[Finding],
    selection: &Selection,
) -> Vec<(&'static str, String, &'static str)> {
    let mut renames: Vec<(&'static str, String, &'static str)> = Vec::new();
    for finding in findings.iter().filter(|finding| selection.takes(finding)) {
        let Some((file, new_name)) = finding.fix.as_ref().and_then(|fix| Some((fix.file, fix.new_name?))) else {
            continue;
        };
        let Some(from) = connector.file(file).map(|artifact| artifact.name.clone()) else { continue };
        let is_other = |name: &str| name != from && name.eq_ignore_ascii_case(new_name);
        let is_taken = connector.entries().iter().any(|entry| is_other(&entry.name))
            || renames.iter().any(|(_, other, to)| *to == new_name || *other == from);
        if !is_taken {
            renames.push((finding.rule.id, from, new_name));
        }
    }
    renames
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

/// The texts that an overlay changed.
fn changed(overlay: &Overlay<'_>) -> io::Result<Vec<Changed>> {
    let mut files = Vec::new();
    for (name, before, after) in overlay.changes()? {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        files.push(Changed { name: name.to_owned(), before: text(&before.unwrap_or_default()), after: text(after) });
    }
    Ok(files)
}
