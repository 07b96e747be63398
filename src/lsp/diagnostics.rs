//! Findings as the protocol has them: diagnostics by file, with related places and tags.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use gen_lsp_types::{
    Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, Position, Range,
};

use super::positions::{Encoding, Positions};
use super::workspace::{Loaded, Workspace};
use crate::check::Choice;
use crate::config::baseline;
use crate::config::{CONFIGURATION_FILE, Trouble};
use crate::finding::{Finding, Level};
use crate::text::{FileId, Place, Text};

/// Who says it.
pub const SOURCE: &str = "connkit";

/// Rules that report what has no effect, so that editors may show it faded.
const ABOUT_WHAT_HAS_NO_EFFECT: [&str; 2] = ["AllowExpired", "AllowUnused"];

/// Translates the places of one connector.
pub struct Places<'l> {
    loaded: &'l Loaded,
    encoding: Encoding,
    positions: BTreeMap<FileId, Positions<'l>>,
}

impl<'l> Places<'l> {
    pub fn new(loaded: &'l Loaded, encoding: Encoding) -> Self {
        Self { loaded, encoding, positions: BTreeMap::new() }
    }

    /// The positions of a file; `None` where it is no text.
    pub fn of(&mut self, file: FileId) -> Option<&Positions<'l>> {
        if !self.positions.contains_key(&file) {
            let text = self.loaded.project.text_of(file)?;
            self.positions.insert(file, Positions::new(text, self.encoding));
        }
        self.positions.get(&file)
    }

    /// The range of a place; the beginning of what is no text.
    pub fn range(&mut self, place: Place) -> Range {
        self.of(place.file).map(|positions| positions.range(place.span)).unwrap_or_default()
    }
}

/// A finding as a diagnostic; `locate` names the files that it is related to.
pub fn diagnostic(
    finding: &Finding,
    places: &mut Places<'_>,
    locate: &dyn Fn(FileId) -> gen_lsp_types::Uri,
) -> Diagnostic {
    let related: Vec<DiagnosticRelatedInformation> = finding
        .labels
        .iter()
        .map(|label| DiagnosticRelatedInformation {
            location: Location { uri: locate(label.place.file), range: places.range(label.place) },
            message: label.message.clone().into_owned(),
        })
        .collect();
    // Editors show nothing but the message.
    let message = match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone().into_owned(),
    };
    Diagnostic {
        range: places.range(finding.place),
        severity: Some(severity(finding.level)),
        code: Some(Code::String(finding.rule.id.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: message.into(),
        tags: ABOUT_WHAT_HAS_NO_EFFECT.contains(&finding.rule.id).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    }
}

/// Hints of editors are all but invisible, so ours are what they call information.
fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::Error,
        Level::Warning => DiagnosticSeverity::Warning,
        Level::Hint | Level::Off => DiagnosticSeverity::Information,
    }
}

/// Everything that is to be said about a connector, by file; files about which there is nothing to say are left out.
pub fn of_connector(
    workspace: &Workspace,
    loaded: &Loaded,
    choice: &Choice<'_>,
) -> BTreeMap<Utf8PathBuf, Vec<Diagnostic>> {
    let mut places = Places::new(loaded, workspace.encoding);
    let locate = |file| workspace.uri(&loaded.path(file));
    let mut files: BTreeMap<Utf8PathBuf, Vec<Diagnostic>> = BTreeMap::new();
    let mut by_id: BTreeMap<FileId, Vec<Diagnostic>> = BTreeMap::new();
    // Findings in a configuration that is not the one on the screen would be in the wrong places.
    let is_on_screen =
        |finding: &&Finding| finding.place.file != CONFIGURATION_FILE || loaded.wrong_configuration.is_none();
    for finding in loaded.findings(choice).iter().filter(is_on_screen) {
        by_id.entry(finding.place.file).or_default().push(diagnostic(finding, &mut places, &locate));
    }
    files.extend(by_id.into_iter().map(|(file, diagnostics)| (loaded.path(file), diagnostics)));
    if let Some((text, troubles)) = &loaded.wrong_configuration {
        let positions = Positions::new(text, workspace.encoding);
        let diagnostics = troubles.iter().map(|trouble| of_trouble(trouble, text, &positions));
        files.insert(loaded.path(CONFIGURATION_FILE), diagnostics.collect());
    }
    if let Some(trouble) = &loaded.baseline_trouble {
        files.insert(loaded.folder.join(baseline::FILE_NAME), vec![error(Position::default(), trouble.clone())]);
    }
    files
}

fn of_trouble(trouble: &Trouble, text: &Text, positions: &Positions<'_>) -> Diagnostic {
    let line = text.line_span(trouble.position.line).unwrap_or_default();
    let before = text.slice(line).char_indices().nth(trouble.position.column.saturating_sub(1) as usize);
    let offset = before.map_or(line.end, |(at, _)| line.start + at as u32);
    error(positions.position(offset), trouble.message.clone())
}

fn error(position: Position, message: String) -> Diagnostic {
    Diagnostic {
        range: Range { start: position, end: position },
        severity: Some(DiagnosticSeverity::Error),
        source: Some(SOURCE.to_owned()),
        message: message.into(),
        ..Diagnostic::default()
    }
}
