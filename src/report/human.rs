//! Findings as a compiler tells them: place, source lines with the culprit underlined, why, what to do.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::rc::Rc;

use foldhash::{HashMap, HashSet};

use super::drawing::{Message, Source};
use super::uses::UseLabels;
use super::{Counts, Rendered, Style, Summary, argument, counted, counts_in_words, hidden_hints};
use crate::finding::{Finding, Label};
use crate::project::Project;
use crate::text::{FileId, Place, printable};
use crate::{colours, explain};

/// So many findings of one rule in one file are shown, whatever comes.
const MOST_UNFOLDED: usize = 5;

/// Of more than that, so many are shown and the others counted: what is folded away is always worth a line.
const SHOWN_OF_FOLDED: usize = 3;

pub(super) fn findings(project: &Project, findings: &[Finding], style: Style) -> String {
    let mut out = String::new();
    let shown: Vec<&Finding> = findings.iter().filter(|finding| style.shows(finding.level)).collect();
    if style.names_connectors && !shown.is_empty() {
        out.push_str(&heading(project, findings, style));
    }
    let mut folds = Folds::of(&shown, style);
    let uses = UseLabels::new(project);
    let mut told: HashSet<u32> = HashSet::default();
    // The findings of a file stand together, and what is folded away stands behind them.
    for of_file in shown.chunk_by(|left, right| left.place.file == right.place.file) {
        for finding in of_file {
            if let Some(is_first) = folds.next(finding) {
                // Who uses a shared part is told once, with the first that is wrong there.
                let is_news = uses.part(finding).is_some_and(|part| told.insert(part.index()));
                let labels = if is_news { uses.of(finding) } else { Rc::default() };
                message(project, finding, &labels, is_first).draw(&mut out, style.is_coloured);
            }
        }
        if let Some(last) = of_file.last() {
            folds.tell(&mut out, project, last.place.file);
        }
    }
    out
}

/// The line above the findings of one of several connectors.
fn heading(project: &Project, findings: &[Finding], style: Style) -> String {
    let path = printable(&project.path);
    let found = counts_in_words(Counts::of(findings));
    let (bold, reset) = if style.is_coloured { (colours::BOLD, colours::RESET) } else { ("", "") };
    format!("{bold}== {path}{reset}: {found}\n\n")
}

/// How many findings of each rule are still to be shown in each file, and how many are left out.
struct Folds(HashMap<(&'static str, FileId), Fold>);

#[derive(Default)]
struct Fold {
    shown: usize,
    left_out: usize,
    /// What there is to know about the rule has been said.
    is_told: bool,
}

impl Folds {
    fn of(findings: &[&Finding], style: Style) -> Self {
        let mut folds: HashMap<_, Fold> = HashMap::default();
        for finding in findings {
            folds.entry((finding.rule.id, finding.place.file)).or_default().shown += 1;
        }
        for fold in folds.values_mut().filter(|fold| !style.unfolded && fold.shown > MOST_UNFOLDED) {
            *fold = Fold { shown: SHOWN_OF_FOLDED, left_out: fold.shown - SHOWN_OF_FOLDED, is_told: false };
        }
        Self(folds)
    }

    /// Whether a finding is the first that is shown of its rule in its file; `None` where it is not shown. Asked once
    /// for each, in their order.
    fn next(&mut self, finding: &Finding) -> Option<bool> {
        let fold = self.0.get_mut(&(finding.rule.id, finding.place.file)).filter(|fold| fold.shown > 0)?;
        fold.shown -= 1;
        Some(!std::mem::replace(&mut fold.is_told, true))
    }

    /// Says how many findings of a file were left out, by rule.
    fn tell(&self, out: &mut String, project: &Project, file: FileId) {
        let is_folded = |fold: &Fold| fold.left_out > 0;
        let mut folded: Vec<(&str, usize)> = self
            .0
            .iter()
            .filter(|((_, of), fold)| *of == file && is_folded(fold))
            .map(|((rule, _), fold)| (*rule, fold.left_out))
            .collect();
        folded.sort_unstable();
        let file = project.path_of(file);
        for (rule, left_out) in folded {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "... and {left_out} more {rule} in {} (--no-fold shows all)\n", printable(&file));
        }
    }
}

/// One finding; with the first of a rule, what Microsoft calls it and where to read more.
fn message<'a>(project: &'a Project, finding: &'a Finding, more_labels: &'a [Label], is_first: bool) -> Message<'a> {
    let mut sources = vec![source(project, finding.place, None)];
    let labels = finding.labels.iter().chain(more_labels);
    sources.extend(labels.map(|label| source(project, label.place, Some(&*label.message))));
    let mut notes = Vec::new();
    if let Some(pointer) = finding.pointer(&project.connector).filter(|pointer| !pointer.is_empty()) {
        notes.push(format!("at {pointer}"));
    }
    if is_first && !finding.rule.codes.is_empty() {
        notes.push(format!("Microsoft: {}", finding.rule.codes.join(", ")));
    }
    if is_first {
        notes.push(format!("more: {}", explain::more(finding.rule)));
    }
    Message {
        level: finding.level,
        id: Some(finding.rule.id),
        page: explain::page_url(finding.rule),
        text: &finding.message,
        sources,
        help: finding.help.as_deref(),
        notes,
    }
}

/// A place as it is drawn.
pub(super) fn source<'a>(project: &'a Project, place: Place, label: Option<&'a str>) -> Source<'a> {
    let text = project.text_of(place.file);
    Source { path: project.path_of(place.file), place: text.map(|text| (text, place.span)), label }
}

pub(super) fn end(out: &mut impl Write, rendered: &[Rendered], paths: &[String], summary: Summary) -> io::Result<()> {
    let connectors = counted(summary.connectors, "connector");
    if summary.counts == Counts::default() {
        return writeln!(out, "{connectors}: nothing to report");
    }
    write!(out, "{connectors}: {}", counts_in_words(summary.counts))?;
    if hidden_hints(rendered) > 0 {
        write!(out, " (hidden: --hints shows them)")?;
    }
    match (summary.connectors, summary.connectors_with_errors) {
        (_, 0) => writeln!(out, "; no error"),
        (1, _) => writeln!(out),
        (_, failing) => writeln!(out, "; {failing} with errors"),
    }?;
    match rendered.iter().map(|connector| connector.fixable).sum() {
        0 => Ok(()),
        fixable => {
            let them = if fixable == summary.counts.total() { "all".to_owned() } else { format!("{fixable} of them") };
            writeln!(out, "`connkit fix{}` mends {them} and leaves the meaning as it is", arguments(rendered, paths))
        }
    }
}

/// What was asked for as arguments, else the only connector; nothing where it is the current folder.
fn arguments(rendered: &[Rendered], paths: &[String]) -> String {
    let paths = match rendered {
        [Rendered { path, .. }] => std::slice::from_ref(path),
        _ => paths,
    };
    paths.iter().filter(|path| *path != ".").map(|path| format!(" {}", argument(path))).collect()
}
