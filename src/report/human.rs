//! Findings as a compiler tells them: place, source lines with the culprit underlined, why, what to do.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::rc::Rc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level as Heading, Origin, Renderer, Snippet};
use anstream::adapter;
use foldhash::{HashMap, HashSet};

use super::uses::UseLabels;
use super::{Counts, Rendered, Style, Summary, argument, counted, counts_in_words, hidden_hints};
use crate::explain;
use crate::finding::{Finding, Label, Level};
use crate::project::Project;
use crate::text::{BYTE_ORDER_MARK, FileId, Place, Span, Text, printable};

/// So many findings of one rule in one file are shown, whatever comes.
const MOST_UNFOLDED: usize = 5;

/// Of more than that, so many are shown and the others counted: what is folded away is always worth a line.
const SHOWN_OF_FOLDED: usize = 3;

/// Of a longer place only the first lines are shown.
const MAX_SHOWN_LINES: u32 = 4;

/// Of a longer line only so many bytes around the place are shown: minified files have one line.
const MAX_SHOWN_BYTES: usize = 160;

pub(super) fn findings(project: &Project, findings: &[Finding], style: Style) -> String {
    let mut out = String::new();
    let renderer = if style.is_coloured { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
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
                push_rendered(&mut out, &renderer.render(&[group(project, finding, &labels, (style, is_first))]));
            }
        }
        if let Some(last) = of_file.last() {
            folds.tell(&mut out, project, last.place.file);
        }
    }
    out
}

/// A finding and a blank line. The renderer names the file of each piece of source, also where it has been named and the
/// piece goes without: that line is left out.
pub(super) fn push_rendered(out: &mut String, finding: &str) {
    const NAMELESS: &str = ":::";
    if !finding.contains(NAMELESS) {
        out.push_str(finding);
        out.push_str("\n\n");
        return;
    }
    let is_nameless = |line: &str| line.contains(NAMELESS) && adapter::strip_str(line).to_string().trim() == NAMELESS;
    for line in finding.lines().filter(|line| !is_nameless(line)) {
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
}

/// The line above the findings of one of several connectors.
fn heading(project: &Project, findings: &[Finding], style: Style) -> String {
    let path = printable(&project.path);
    let found = counts_in_words(Counts::of(findings));
    if style.is_coloured { format!("\x1b[1m== {path}\x1b[0m: {found}\n\n") } else { format!("== {path}: {found}\n\n") }
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
fn group<'a>(
    project: &'a Project,
    finding: &'a Finding,
    more_labels: &'a [Label],
    (style, is_first): (Style, bool),
) -> Group<'a> {
    let heading = match finding.level {
        Level::Error => Heading::ERROR,
        Level::Warning => Heading::WARNING,
        Level::Hint | Level::Off => Heading::NOTE.with_name("hint"),
    };
    let mut title = heading.primary_title(&*finding.message).id(finding.rule.id);
    if let Some(page) = explain::page_url(finding.rule).filter(|_| style.is_coloured) {
        title = title.id_url(page);
    }
    let mut group = title.elements(source(project, finding.place, AnnotationKind::Primary, None));
    for label in finding.labels.iter().chain(more_labels) {
        group = group.elements(source(project, label.place, AnnotationKind::Context, Some(&*label.message)));
    }
    if let Some(help) = &finding.help {
        group = group.element(Heading::HELP.message(&**help));
    }
    if let Some(pointer) = finding.pointer(&project.connector).filter(|pointer| !pointer.is_empty()) {
        group = group.element(Heading::NOTE.no_name().message(format!("at {pointer}")));
    }
    if !is_first {
        return group;
    }
    if !finding.rule.codes.is_empty() {
        group = group.element(Heading::NOTE.no_name().message(format!("Microsoft: {}", finding.rule.codes.join(", "))));
    }
    group.element(Heading::NOTE.no_name().message(format!("more: {}", explain::more(finding.rule))))
}

/// `--> path:line:column`, and the lines of the place where the file is a text.
pub(super) fn source<'a>(
    project: &'a Project,
    place: Place,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Vec<Element<'a>> {
    let path = printable(&project.path_of(place.file)).into_owned();
    let text = project.text_of(place.file);
    let Some((text, window)) = text.and_then(|text| Some((text, Window::of(text, place.span)?))) else {
        return vec![Origin::path(path).into()];
    };
    let within = |offset: u32| (offset.clamp(window.span.start, window.span.end) - window.span.start) as usize;
    let start = within(place.span.start);
    let end = within(place.span.end).max(start);
    let snippet = Snippet::source(text.slice(window.span))
        .line_start(window.line as usize)
        .fold(false)
        .annotation(kind.span(start..end).label(label));
    if window.is_cut {
        // The columns of a piece of a line are not the file's.
        let position = text.position(place.span.start);
        let origin = Origin::path(path).line(position.line as usize).char_column(position.column as usize);
        return vec![origin.into(), snippet.into()];
    }
    vec![snippet.path(path).into()]
}

/// The part of the text that is shown for a place.
struct Window {
    span: Span,
    /// The number of its first line.
    line: u32,
    /// It does not begin where its line does.
    is_cut: bool,
}

impl Window {
    fn of(text: &Text, span: Span) -> Option<Self> {
        let (start, end) = text.positions(span);
        let line = start.line;
        let last = end.line.min(line + MAX_SHOWN_LINES - 1);
        let mut line_start = text.line_span(line)?.start;
        if line_start == 0 && text.as_str().starts_with(BYTE_ORDER_MARK) {
            // It is no column, and terminals show it as anything or nothing.
            line_start = BYTE_ORDER_MARK.len() as u32;
        }
        let mut window = Span { start: line_start, end: text.line_span(last)?.end };
        if window.len() > MAX_SHOWN_BYTES {
            let around = MAX_SHOWN_BYTES as u32 / 2;
            window.start = window.start.max(span.start.saturating_sub(around));
            window.end = window.end.min(span.end.min(span.start + around) + around);
            let is_boundary = |offset: u32| text.as_str().is_char_boundary(offset as usize);
            while !is_boundary(window.start) {
                window.start -= 1;
            }
            while !is_boundary(window.end) {
                window.end -= 1;
            }
        }
        Some(Self { span: window, line, is_cut: window.start > line_start })
    }
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
