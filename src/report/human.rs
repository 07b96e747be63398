//! Findings as a compiler tells them: place, source lines with the culprit underlined, why, what to do.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level as Heading, Origin, Renderer, Snippet};

use super::{Counts, Rendered, Style, Summary};
use crate::finding::{Finding, Level};
use crate::project::Project;
use crate::text::{FileId, Place, Span, Text};

/// So many findings of one rule in one file are shown; the others are counted.
const SHOWN_BEFORE_FOLDING: usize = 5;

/// Of a longer place only the first lines are shown.
const MAX_SHOWN_LINES: u32 = 4;

/// Of a longer line only so many bytes around the place are shown: minified files have one line.
const MAX_SHOWN_BYTES: usize = 160;

pub(super) fn findings(project: &Project, findings: &[Finding], style: Style) -> String {
    let mut out = String::new();
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let mut shown: HashMap<(&str, FileId), usize> = HashMap::new();
    for finding in findings.iter().filter(|finding| finding.level >= style.lowest) {
        let count = shown.entry((finding.rule.id, finding.place.file)).or_default();
        *count += 1;
        if style.unfolded || *count <= SHOWN_BEFORE_FOLDING {
            out.push_str(&renderer.render(&[group(project, finding)]));
            out.push_str("\n\n");
        }
    }
    if !style.unfolded {
        fold(&mut out, project, &shown);
    }
    out
}

/// Says how many findings were left out, by file and rule.
fn fold(out: &mut String, project: &Project, shown: &HashMap<(&str, FileId), usize>) {
    let mut folded: Vec<_> = shown.iter().filter(|(_, count)| **count > SHOWN_BEFORE_FOLDING).collect();
    folded.sort();
    for ((rule, file), count) in folded {
        let more = count - SHOWN_BEFORE_FOLDING;
        let file = file_path(project, *file);
        // Writing to a String cannot fail.
        let _ = writeln!(out, "... and {more} more {rule} in {file} (--no-fold shows all)\n");
    }
}

fn group<'a>(project: &'a Project, finding: &'a Finding) -> Group<'a> {
    let heading = match finding.level {
        Level::Error => Heading::ERROR,
        Level::Warning => Heading::WARNING,
        Level::Hint | Level::Off => Heading::NOTE.with_name("hint"),
    };
    let mut group =
        heading.primary_title(finding.message.as_str()).id(finding.rule.id).element(origin(project, finding.place));
    group = group.elements(snippet(project, finding.place, AnnotationKind::Primary, None));
    for label in &finding.labels {
        if label.place.file != finding.place.file {
            group = group.element(origin(project, label.place));
        }
        group = group.elements(snippet(project, label.place, AnnotationKind::Context, Some(label.message.as_str())));
    }
    if let Some(help) = &finding.help {
        group = group.element(Heading::HELP.message(help.as_str()));
    }
    if let Some(pointer) = finding.pointer.as_deref().filter(|pointer| !pointer.is_empty()) {
        group = group.element(Heading::NOTE.no_name().message(format!("at {pointer}")));
    }
    if !finding.rule.codes.is_empty() {
        group = group.element(Heading::NOTE.no_name().message(format!("Microsoft: {}", finding.rule.codes.join(", "))));
    }
    group
}

fn file_path(project: &Project, file: FileId) -> String {
    project.connector.file(file).map_or_else(|| project.path.clone(), |artifact| project.file_path(&artifact.name))
}

/// `--> path:line:column`.
fn origin(project: &Project, place: Place) -> Element<'_> {
    let origin = Origin::path(file_path(project, place.file));
    match project.connector.file(place.file).and_then(|artifact| artifact.text()) {
        Some(text) => {
            let position = text.position(place.span.start);
            origin.line(position.line as usize).char_column(position.column as usize).into()
        }
        None => origin.into(),
    }
}

/// The lines of a place, where the file is a text.
fn snippet<'a>(
    project: &'a Project,
    place: Place,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let text = project.connector.file(place.file)?.text()?;
    let (window, line) = window(text, place.span)?;
    let source = text.slice(window);
    let within = |offset: u32| (offset.clamp(window.start, window.end) - window.start) as usize;
    let start = within(place.span.start);
    let end = within(place.span.end).max(start);
    Some(Snippet::source(source).line_start(line as usize).fold(false).annotation(kind.span(start..end).label(label)))
}

/// The part of the text that is shown for a span, and the number of its first line.
fn window(text: &Text, span: Span) -> Option<(Span, u32)> {
    let first = text.position(span.start).line;
    let last = text.position(span.end).line.min(first + MAX_SHOWN_LINES - 1);
    let start = text.line_span(first)?;
    let end = text.line_span(last)?;
    let mut window = Span { start: start.start, end: end.end };
    if window.len() > MAX_SHOWN_BYTES {
        let around = MAX_SHOWN_BYTES as u32 / 2;
        window.start = window.start.max(span.start.saturating_sub(around));
        window.end = window.end.min(span.end.min(span.start + around) + around);
        while text.as_str().get(window.start as usize..).is_none() {
            window.start -= 1;
        }
        while text.as_str().get(..window.end as usize).is_none() {
            window.end -= 1;
        }
    }
    Some((window, first))
}

pub(super) fn write(out: &mut impl Write, rendered: &[Rendered], summary: Summary) -> io::Result<()> {
    for connector in rendered {
        out.write_all(connector.findings.as_bytes())?;
    }
    let connectors = count(summary.connectors, "connector");
    if summary.counts == Counts::default() {
        return writeln!(out, "{connectors}: nothing to report");
    }
    let Counts { errors, warnings, hints } = summary.counts;
    let counts: Vec<String> = [(errors, "error"), (warnings, "warning"), (hints, "hint")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| count(number, what))
        .collect();
    write!(out, "{connectors}: {}", counts.join(", "))?;
    match (summary.connectors, summary.connectors_with_errors) {
        (_, 0) => writeln!(out, "; no error"),
        (1, _) => writeln!(out),
        (_, failing) => writeln!(out, "; {failing} with errors"),
    }
}

/// `1 error`, `2 errors`.
fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
