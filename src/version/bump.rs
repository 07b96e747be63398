//! A new version number as edits: of the definition's `info.version`, and of a changelog in the readme.
//!
//! Only the version's bytes change; nothing is written here.

use anyhow::{Context as _, Result, bail};

use super::{Change, Class};
use crate::connector::readme::Markdown;
use crate::connector::{Artifact, Connector, Role};
use crate::json::{quote, replace_value};
use crate::text::{Edit, apply};

/// Headings under which readmes list their versions.
const CHANGELOG_NAMES: [&str; 4] = ["changelog", "change log", "release notes", "version history"];

/// The texts of the files that a bump changes.
#[derive(Clone, Debug)]
pub struct Bump {
    pub from: String,
    pub to: String,
    /// The names of files and their new texts.
    pub files: Vec<(String, String)>,
}

/// The version in the definition. Fails when there is none.
pub fn current(connector: &Connector) -> Result<String> {
    let version = version_node(connector)?.as_str().context("`info.version` is no string")?;
    Ok(version.into_owned())
}

fn version_node(connector: &Connector) -> Result<crate::json::Node<'_>> {
    let document = connector.document(Role::Definition).context("there is no definition whose version could change")?;
    document.root().get("info").and_then(|info| info.get("version")).context("the definition has no `info.version`")
}

/// Puts a version into a connector; `changes` go into the readme's changelog, where it has one.
///
/// Fails when there is no version, or a file is not UTF-8.
pub fn plan(connector: &Connector, to: &str, changes: Option<&[Change]>) -> Result<Bump> {
    let from = current(connector)?;
    let definition = connector.artifact(Role::Definition).context("there is no definition")?;
    let edit = replace_value(version_node(connector)?, &quote(to));
    let mut files = Vec::new();
    if let (Some(readme), Some(changes)) = (connector.artifact(Role::Readme), changes)
        && let Some(edit) = changelog_entry(readme, to, changes)
    {
        files.push((readme.name.clone(), edited(readme, &[edit])?));
    }
    // Last, for a run that was stopped between the two is repeated as long as the version is the old one.
    files.push((definition.name.clone(), edited(definition, &[edit])?));
    Ok(Bump { from, to: to.to_owned(), files })
}

fn edited(artifact: &Artifact, edits: &[Edit]) -> Result<String> {
    if artifact.invalid_utf8.is_some() {
        bail!("{} is not UTF-8, so it is not edited; save it as UTF-8 first", artifact.name);
    }
    let text = artifact.text().with_context(|| format!("{} could not be read", artifact.name))?;
    apply(text.as_str(), edits).with_context(|| format!("{} could not be edited", artifact.name))
}

/// An entry at the top of the changelog, unless it has one for this version.
fn changelog_entry(readme: &Artifact, version: &str, changes: &[Change]) -> Option<Edit> {
    let text = readme.text()?;
    let markdown = Markdown::of(text.as_str());
    let section = markdown.section(&CHANGELOG_NAMES)?;
    let content = text.slice(section.content);
    let has_entry = content.lines().any(|line| line.trim_start_matches(['#', '*', '-', ' ']).starts_with(version));
    if has_entry {
        return None;
    }
    let line_end = if text.as_str().contains("\r\n") { "\r\n" } else { "\n" };
    let marks = "#".repeat(usize::from(section.heading.level.min(5)) + 1);
    let mut entry = format!("{line_end}{line_end}{marks} {version}{line_end}");
    for line in changelog_lines(changes) {
        entry.push_str(&format!("{line_end}- {line}"));
    }
    // The section's own text follows; blank lines in front of it stay.
    let at =
        section.heading.span.start as usize + text.slice(section.heading.span).trim_end_matches(['\n', '\r']).len();
    if !content.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) && !content.trim().is_empty() {
        entry.push_str(line_end);
    }
    Some(Edit::insert(at as u32, entry))
}

/// What users want to know: new operations, and what breaks.
fn changelog_lines(changes: &[Change]) -> Vec<String> {
    let mut lines = Vec::new();
    for change in changes {
        let summary = change.uses.first().map_or("", |used| used.summary.as_str());
        match change.class {
            Class::OperationAdded => lines.push(format!("Added: {summary}")),
            Class::OperationDeprecated => lines.push(format!("Deprecated: {summary}")),
            _ if change.is_breaking() => lines.push(format!("Changed: {}", change.message)),
            _ => {}
        }
    }
    if lines.is_empty() {
        lines.push("Improved details".to_owned());
    }
    lines
}
