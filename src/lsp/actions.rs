//! What an editor offers to do: fixes of findings, all safe fixes of a file, an entry of `allow`, the canonical form.

use std::collections::HashMap;

use camino::Utf8Path;
use gen_lsp_types::{
    CodeAction, CodeActionKind, CreateFile, CreateFileOptions, DocumentChange, Edit as ProtocolEdit,
    OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};
use similar::{DiffOp, TextDiff};

use super::diagnostics::{Places, diagnostic};
use super::positions::Positions;
use super::workspace::{Loaded, Workspace};
use crate::check::{Checker, Choice, hold_back};
use crate::config;
use crate::connector::Connector;
use crate::connector::files::Folder;
use crate::finding::{Finding, Safety};
use crate::fix::{self, Selection};
use crate::json::{self, Document, quote};
use crate::project::Project;
use crate::text::{Edit, FileId, Span, Text};

/// The kind of the action that applies all safe fixes of a file; editors run it on saving where they are told to.
pub const FIX_ALL: CodeActionKind = CodeActionKind::Custom(std::borrow::Cow::Borrowed("source.fixAll.connkit"));

/// What the client can do with an edit.
#[derive(Clone, Copy, Debug, Default)]
pub struct EditSupport {
    /// Edits that name the version of the text they are for.
    pub versions: bool,
    /// Making files.
    pub creation: bool,
}

/// What is asked for.
pub struct Wish<'w> {
    pub file: FileId,
    pub range: Range,
    /// Only actions of these kinds and below; all where there are none.
    pub only: Option<&'w [CodeActionKind]>,
    pub support: EditSupport,
}

impl Wish<'_> {
    /// Whether an action of this kind is among those that are asked for by name.
    fn names(&self, kind: &CodeActionKind) -> bool {
        let kind = kind.to_string();
        self.only.into_iter().flatten().map(ToString::to_string).any(|only| {
            kind.strip_prefix(&only).is_some_and(|rest| only.is_empty() || rest.is_empty() || rest.starts_with('.'))
        })
    }
}

/// The actions for a range of a file.
pub fn actions(workspace: &Workspace, loaded: &Loaded, choice: &Choice<'_>, wish: &Wish<'_>) -> Vec<CodeAction> {
    let mut places = Places::new(loaded, workspace.encoding);
    let is_touched = |range: Range| range.start <= wish.range.end && wish.range.start <= range.end;
    let here = loaded.findings(choice).iter().filter(|finding| finding.place.file == wish.file);
    let touched: Vec<&Finding> = here.filter(|finding| is_touched(places.range(finding.place))).collect();
    let mut actions = Vec::new();
    let quick = wish.only.is_none() || wish.names(&CodeActionKind::QuickFix);
    for finding in touched.iter().filter(|_| quick) {
        actions.extend(fix_action(workspace, loaded, finding, &mut places, wish.support));
    }
    for finding in touched.iter().filter(|_| quick) {
        actions.extend(allow_action(workspace, loaded, finding, &mut places, wish.support));
    }
    // It is worked out only where it is asked for or at hand: editors ask whenever the cursor moves.
    let has_safe_fix = touched.iter().any(|finding| is_safe(finding));
    if wish.names(&FIX_ALL) || wish.only.is_none() && has_safe_fix {
        actions.extend(fix_all_action(workspace, loaded, wish));
    }
    actions
}

fn is_safe(finding: &Finding) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe && fix.whole.is_none())
}

fn fix_action(
    workspace: &Workspace,
    loaded: &Loaded,
    finding: &Finding,
    places: &mut Places<'_>,
    support: EditSupport,
) -> Option<CodeAction> {
    // No file can get another name, come or go behind the editor's back.
    let fix = finding.fix.as_ref().filter(|fix| fix.whole.is_none())?;
    loaded.project.connector.file(fix.file).filter(|artifact| artifact.invalid_utf8.is_none())?;
    let edits = text_edits(places.of(fix.file)?, &fix.edits);
    let title = match fix.safety {
        Safety::Safe => fix.title.clone().into_owned(),
        Safety::Unsafe => format!("{} (unsafe)", fix.title),
    };
    Some(CodeAction {
        title,
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostic(finding, places, &|file| workspace.uri(&loaded.path(file)))]),
        is_preferred: Some(is_safe(finding)),
        edit: Some(workspace_edit(workspace, &loaded.path(fix.file), edits, false, support)),
        ..CodeAction::default()
    })
}

/// Adds an entry to `allow` of `connkit.json`, which is made where there is none and the client can.
fn allow_action(
    workspace: &Workspace,
    loaded: &Loaded,
    finding: &Finding,
    places: &mut Places<'_>,
    support: EditSupport,
) -> Option<CodeAction> {
    let artifact = loaded.project.connector.file(finding.place.file)?;
    let mut entry = format!("{{ \"rule\": {}", quote(finding.rule.id));
    match finding.pointer(&loaded.project.connector) {
        Some(pointer) if !pointer.is_empty() => entry.push_str(&format!(", \"pointer\": {}", quote(&pointer))),
        _ => entry.push_str(&format!(", \"file\": {}", quote(&artifact.name))),
    }
    entry.push_str(", \"reason\": \"say why\" }");
    let path = loaded.folder.join(config::FILE_NAME);
    let edit = if loaded.wrong_configuration.is_some() {
        return None;
    } else if let Some(text) = loaded.project.text_of(config::CONFIGURATION_FILE) {
        let edit = allow_edit(text, &entry)?;
        let edits = text_edits(&Positions::new(text, workspace.encoding), &[edit]);
        workspace_edit(workspace, &path, edits, false, support)
    } else if support.creation {
        let text = format!("{{\n  \"allow\": [\n    {entry}\n  ]\n}}\n");
        let edit = TextEdit { range: Range::default(), new_text: text };
        workspace_edit(workspace, &path, vec![edit], true, support)
    } else {
        return None;
    };
    Some(CodeAction {
        title: format!("allow {} here in {}", finding.rule.id, config::FILE_NAME),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostic(finding, places, &|file| workspace.uri(&loaded.path(file)))]),
        edit: Some(edit),
        ..CodeAction::default()
    })
}

/// The edit of a configuration that adds an entry to `allow`.
fn allow_edit(text: &Text, entry: &str) -> Option<Edit> {
    let document = Document::parse(config::CONFIGURATION_FILE, text.as_str());
    match document.root().get("allow") {
        Some(list) => json::append_element(list, entry),
        None => json::insert_member(document.root(), "allow", &format!("[{entry}]")),
    }
}

fn fix_all_action(workspace: &Workspace, loaded: &Loaded, wish: &Wish<'_>) -> Option<CodeAction> {
    let artifact = loaded.project.connector.file(wish.file)?;
    let disk = Folder(loaded.folder.clone());
    let files = workspace.overlay(&loaded.folder, &disk);
    let Project { kind, configuration, baseline, .. } = &loaded.project;
    let checker = Checker::new(*kind, &configuration.levels);
    let hold_back = |connector: &_, findings: &mut _| {
        hold_back(configuration, baseline.as_ref(), &[], connector, findings);
    };
    let connector = Connector::load(&files).ok()?;
    let fixed = fix::fix(&files, connector, &checker, &Selection::default(), &hold_back).ok()?;
    let changed = fixed.files.into_iter().find(|changed| changed.name == artifact.name)?;
    let edits = line_edits(artifact.text()?, &changed.after, workspace);
    Some(CodeAction {
        title: format!("apply all safe fixes of connkit in {}", artifact.name),
        kind: Some(FIX_ALL),
        edit: Some(workspace_edit(workspace, &loaded.path(wish.file), edits, false, wish.support)),
        ..CodeAction::default()
    })
}

/// The edits that put a file into canonical form; `None` where it has none, or something might get lost.
pub fn format(workspace: &Workspace, loaded: &Loaded, file: FileId) -> Option<Vec<TextEdit>> {
    let artifact = loaded.project.connector.file(file)?;
    let formatted = fix::format(artifact).ok()?;
    Some(line_edits(artifact.text()?, &formatted, workspace))
}

/// The edits that turn one text into another, line by line, so that cursors stay where they are.
fn line_edits(before: &Text, after: &str, workspace: &Workspace) -> Vec<TextEdit> {
    let positions = Positions::new(before, workspace.encoding);
    let old: Vec<&str> = before.as_str().split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let mut starts: Vec<u32> = vec![0];
    starts.extend(old.iter().scan(0, |end, line| {
        *end += line.len() as u32;
        Some(*end)
    }));
    let diff = TextDiff::from_slices(&old, &new);
    let edit = |op: &DiffOp| {
        let lines = op.old_range();
        let span = Span { start: starts[lines.start], end: starts[lines.end] };
        TextEdit { range: positions.range(span), new_text: new[op.new_range()].concat() }
    };
    diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).map(edit).collect()
}

fn text_edits(positions: &Positions<'_>, edits: &[Edit]) -> Vec<TextEdit> {
    edits.iter().map(|edit| TextEdit { range: positions.range(edit.span), new_text: edit.text.clone() }).collect()
}

/// Edits of one file as the client understands them.
fn workspace_edit(
    workspace: &Workspace,
    path: &Utf8Path,
    edits: Vec<TextEdit>,
    is_new: bool,
    support: EditSupport,
) -> WorkspaceEdit {
    let uri = workspace.uri(path);
    if !support.versions && !is_new {
        return WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() };
    }
    let creation = is_new.then(|| {
        let options = CreateFileOptions { ignore_if_exists: Some(true), ..CreateFileOptions::default() };
        DocumentChange::CreateFile(CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None })
    });
    let version = workspace.buffer(path).map(|buffer| buffer.version);
    let text_document =
        OptionalVersionedTextDocumentIdentifier { version, text_document_identifier: TextDocumentIdentifier { uri } };
    let edits = edits.into_iter().map(ProtocolEdit::TextEdit).collect();
    let edit = DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits });
    WorkspaceEdit { document_changes: Some(creation.into_iter().chain([edit]).collect()), ..WorkspaceEdit::default() }
}
