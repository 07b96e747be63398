//! Findings as a compiler tells them: place, source lines with the culprit underlined, why, what to do.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::rc::Rc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level as Heading, Origin, Renderer, Snippet};
use foldhash::{HashMap, HashSet};

use super::uses::UseLabels;
use super::{Counts, Rendered, Style, Summary, counted, counts_in_words, hidden_hints};
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
    let mut folds = Folds::of(&shown, style);
    let uses = UseLabels::new(project);
    let mut told: HashSet<u32> = HashSet::default();
    for finding in shown {
        if let Some(is_first) = folds.next(finding) {
            // Who uses a shared part is told once, with the first that is wrong there.
            let is_news = uses.part(finding).is_some_and(|part| told.insert(part.index()));
            let labels = if is_news { uses.of(finding) } else { Rc::default() };
            out.push_str(&renderer.render(&[group(project, finding, &labels, (style, is_first))]));
            out.push_str("\n\n");
        }
    }
    folds.tell(&mut out, project);
    out
}

/// How many findings of each rule are still to be shown in each file, and how many are left out.
struct Folds(HashMap<(&'static str, FileId), Fold>);

#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
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

    /// Says how many findings were left out, by file and rule.
    fn tell(&self, out: &mut String, project: &Project) {
        let mut folded: Vec<_> = self.0.iter().filter(|(_, fold)| fold.left_out > 0).collect();
        folded.sort();
        for ((rule, file), Fold { left_out, .. }) in folded {
            let file = project.path_of(*file);
            let file = printable(&file);
            // Writing to a String cannot fail.
            let _ = writeln!(out, "... and {left_out} more {rule} in {file} (--no-fold shows all)\n");
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

pub(super) fn write(out: &mut impl Write, rendered: &[Rendered], summary: Summary) -> io::Result<()> {
    for connector in rendered {
        out.write_all(connector.findings.as_bytes())?;
    }
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
            writeln!(out, "`connkit fix{}` mends {them} and leaves the meaning as it is", argument(rendered))
        }
    }
}

/// The path of the only connector as an argument; nothing where it is the current folder, or one among others.
fn argument(rendered: &[Rendered]) -> String {
    match rendered {
        [Rendered { path, .. }] if path != "." && path.contains(' ') => format!(" \"{path}\""),
        [Rendered { path, .. }] if path != "." => format!(" {path}"),
        _ => String::new(),
    }
}
