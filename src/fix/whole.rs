//! Fixes that are no edits of a text: files that get another name, come, go or are written anew.

use std::collections::BTreeSet;

use super::Selection;
use crate::connector::Connector;
use crate::connector::files::Overlay;
use crate::connector::icon::{Colour, Icon};
use crate::finding::{Finding, Fix, WholeFile};
use crate::json;
use crate::text;

/// What is done to one file of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    Rename { from: String, to: &'static str },
    Remove(String),
    Write { name: String, bytes: Vec<u8> },
}

/// What the fixes of a round do to whole files, each with its rule.
///
/// Of two that concern one name the first counts; the other comes in the next round, if it still has to. Files whose
/// texts are edited in this round wait, too. No file that is there is replaced by another one.
pub fn choose(
    connector: &Connector,
    findings: &[Finding],
    selection: &Selection,
    edited: &BTreeSet<String>,
) -> Vec<(&'static str, Act)> {
    let mut acts: Vec<(&'static str, Act)> = Vec::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for finding in findings.iter().filter(|finding| selection.takes(finding)) {
        let Some(act) = finding.fix.as_ref().and_then(|fix| plan(connector, fix)) else { continue };
        let names: Vec<String> = match &act {
            Act::Rename { from, to } => vec![from.to_lowercase(), to.to_lowercase()],
            Act::Write { name, .. } if edited.contains(name) => continue,
            Act::Remove(name) | Act::Write { name, .. } => vec![name.to_lowercase()],
        };
        if !names.iter().any(|name| taken.contains(name)) {
            taken.extend(names);
            acts.push((finding.rule.id, act));
        }
    }
    acts
}

/// What a fix does to a whole file; `None` where it cannot be done, or changes nothing.
pub fn plan(connector: &Connector, fix: &Fix) -> Option<Act> {
    let file = connector.file(fix.file);
    let is_there = |name: &str, apart_from: &str| {
        let mut others = connector.entries().iter().filter(|entry| entry.name != apart_from);
        others.any(|entry| entry.name.eq_ignore_ascii_case(name))
    };
    match fix.whole.as_ref()? {
        WholeFile::Rename(to) => {
            let from = file?.name.clone();
            (!is_there(to, &from)).then_some(Act::Rename { from, to })
        }
        WholeFile::Remove(name) => {
            connector.entries().iter().any(|entry| entry.name == *name).then(|| Act::Remove(name.clone()))
        }
        WholeFile::Create { name, text } => {
            let bytes = text.clone().into_bytes();
            (!is_there(name, "")).then(|| Act::Write { name: (*name).to_owned(), bytes })
        }
        WholeFile::Unindent => {
            let artifact = file.filter(|file| file.invalid_utf8.is_none())?;
            let document = artifact.document()?;
            let text = json::print_unindented(document).filter(|text| text != document.text().as_str())?;
            Some(Act::Write { name: artifact.name.clone(), bytes: text.into_bytes() })
        }
        WholeFile::Recode => {
            let artifact = file?;
            let bytes = text::of_utf16(artifact.bytes()?)?.into_bytes();
            Some(Act::Write { name: artifact.name.clone(), bytes })
        }
        WholeFile::Redraw(colour) => {
            let artifact = file?;
            let bytes = redrawn(artifact.bytes()?, *colour).filter(|bytes| Some(&bytes[..]) != artifact.bytes())?;
            Some(Act::Write { name: artifact.name.clone(), bytes })
        }
    }
}

fn redrawn(bytes: &[u8], colour: Colour) -> Option<Vec<u8>> {
    Icon::read(bytes).ok()?.pixels()?.redrawn_on(colour)
}

/// Does it in memory.
pub fn carry_out(act: Act, overlay: &mut Overlay<'_>) {
    match act {
        Act::Rename { from, to } => overlay.rename(&from, to),
        Act::Remove(name) => overlay.remove(&name),
        Act::Write { name, bytes } => overlay.write(name, bytes),
    }
}
