//! What only a person knows: the texts and names that findings are about, as questions, and the answers as edits.
//!
//! Asks nobody by itself.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use foldhash::HashSet;

use super::Selection;
use crate::connector::Connector;
use crate::finding::Finding;
use crate::json::quote;
use crate::navigation::{Occurrence, Symbol, occurrence_at, occurrences};
use crate::rule::View;
use crate::text::{Edit, FileId, Place};

/// The findings of these rules are about the key that they point at, not about its value.
const ABOUT_KEYS: [&str; 6] = [
    "ConnectionParameterNameNotValid",
    "ExtensionNameNotValid",
    "ExtensionUnknown",
    "PropertiesKeyUnknown",
    "ResponseMustBeDefaultOrHttpStatusCode",
    "SettingsKeyUnknown",
];

/// A text or name that a finding is about.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    pub connector: &'q Connector,
    pub finding: &'q Finding,
    /// What is written there now.
    pub present: &'q str,
    /// In how many other places the name stands, which change with it.
    pub other_places: usize,
}

/// Answers with what is to be written; `None` leaves it as it is.
pub type Ask<'a> = &'a mut dyn FnMut(Question<'_>) -> Result<Option<String>>;

/// Asks once for each text, and again while a new one is not right either; never again for what was left.
#[derive(Default)]
pub struct Asking {
    left: HashSet<(&'static str, String, String)>,
}

impl Asking {
    /// How many answers there are, and the edits that they make, by the names of files.
    pub fn edits(
        &mut self,
        connector: &Connector,
        findings: &[Finding],
        selection: &Selection,
        ask: Ask<'_>,
    ) -> Result<(usize, BTreeMap<String, Vec<Edit>>)> {
        let names = occurrences(&View::of(connector));
        let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
        let mut changed: BTreeSet<Place> = BTreeSet::new();
        let mut count = 0;
        for finding in findings.iter().filter(|finding| selection.names(finding.rule.id)) {
            let Some(subject) = Subject::of(finding, connector, &names) else { continue };
            let file = connector.file(finding.place.file).map(|file| file.name.clone()).unwrap_or_default();
            let key = (finding.rule.id, file, finding.pointer(connector).unwrap_or_default());
            if subject.places.iter().any(|place| changed.contains(place)) || self.left.contains(&key) {
                continue;
            }
            let other_places = subject.places.len() - 1;
            let question = Question { connector, finding, present: &subject.present, other_places };
            match ask(question)?.filter(|answer| *answer != subject.present) {
                None => drop(self.left.insert(key)),
                Some(answer) => {
                    count += 1;
                    for &place in &subject.places {
                        let Some((file, edit)) = written(connector, place, &answer) else { continue };
                        edits.entry(file).or_default().push(edit);
                    }
                    changed.extend(subject.places);
                }
            }
        }
        Ok((count, edits))
    }
}

/// What can be asked for.
struct Subject {
    present: String,
    /// The first is the finding's own.
    places: Vec<Place>,
}

impl Subject {
    fn of(finding: &Finding, connector: &Connector, names: &[Occurrence]) -> Option<Self> {
        let is_sound = |file: FileId| connector.file(file).is_some_and(|file| file.invalid_utf8.is_none());
        if !is_sound(finding.place.file) {
            return None;
        }
        let node = finding.node(connector)?;
        if ABOUT_KEYS.contains(&finding.rule.id) {
            let present = node.key()?.into_owned();
            return Some(Self { present, places: same_name(node.key_place(), names) });
        }
        let present = node.as_str().filter(|_| !finding.is_about_what_is_missing())?.into_owned();
        let is_own = |place: &Place| is_sound(place.file);
        let places = same_name(node.place(), names).into_iter().filter(is_own).collect();
        Some(Self { present, places })
    }
}

/// A place, and where it declares a name all others that mean it; but not where two operations have one id.
fn same_name(place: Place, names: &[Occurrence]) -> Vec<Place> {
    let Some(name) = occurrence_at(names, place.file, place.span.start).filter(|name| name.is_declaration) else {
        return vec![place];
    };
    let same = || names.iter().filter(|other| other.symbol == name.symbol);
    let is_one_operation =
        matches!(name.symbol, Symbol::Operation(_)) && same().filter(|other| other.is_declaration).count() == 1;
    match name.symbol {
        Symbol::ConnectionParameter(_) => {}
        _ if is_one_operation => {}
        _ => return vec![place],
    }
    let others = same().map(|other| other.place).filter(|other| *other != name.place);
    std::iter::once(name.place).chain(others).collect()
}

/// The edit that writes a text at a place: between quotes, with them, or inside a longer text.
fn written(connector: &Connector, place: Place, text: &str) -> Option<(String, Edit)> {
    let artifact = connector.file(place.file)?;
    let quoted = quote(text);
    let has_quotes = artifact.text()?.slice(place.span).starts_with('"');
    let new = if has_quotes { &quoted[..] } else { quoted.get(1..quoted.len() - 1)? };
    Some((artifact.name.clone(), Edit::replace(place.span, new)))
}
