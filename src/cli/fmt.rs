//! `connkit fmt`: puts the JSON of connectors into canonical form.

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};

use super::changes::Changes;
use super::{Outcome, changes, status};
use crate::connector::Artifact;
use crate::fix::{self, Changed, Unformatted};
use crate::json::{ErrorKind, SyntaxError};
use crate::project::{self, Project};

/// Put the JSON of connectors into canonical form
///
/// Two blanks a level, LF, a final newline, no byte order mark; the definition's top-level and operation keys in the
/// documented order. Values keep their spelling. Files with syntax errors or duplicate keys are left alone.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folders of connectors, single files, or trees that hold many connectors
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<Utf8PathBuf>,

    #[command(flatten)]
    mode: changes::Mode,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut changes = Changes::default();
    for path in project::find(&arguments.paths)? {
        let project = Project::load(&path, None)?;
        project.connector.refuse_unread().with_context(|| format!("could not format {path}"))?;
        let texts = project.connector.artifacts().iter().filter_map(|artifact| format(&project, &path, artifact));
        changes.add(Changes { texts: texts.collect(), ..Changes::default() }, &arguments.mode)?;
    }
    changes::carry_out(&arguments.mode, "Formatted", "canonical form", changes)
}

/// The artifact's canonical form, where it has another one.
fn format(project: &Project, path: &Utf8Path, artifact: &Artifact) -> Option<(Utf8PathBuf, Changed)> {
    let file = project.file_path(&artifact.name);
    let after = match fix::format(artifact) {
        Ok(after) => after,
        Err(Unformatted::NotJson) => return None,
        Err(Unformatted::NotUtf8(position)) => {
            status::warning(format_args!("{file}:{position}: left alone because it is not UTF-8 from here on"));
            return None;
        }
        Err(Unformatted::Damaged(position)) => {
            status::warning(format_args!("{file}:{position}: left alone because of a syntax error"));
            return None;
        }
        Err(Unformatted::TooLarge(limit)) => {
            status::warning(format_args!("{file}: left alone: laid out it would have more than {limit} characters"));
            return None;
        }
        Err(Unformatted::DuplicateKey(position)) => {
            status::warning(format_args!("{file}:{position}: left alone because a key is written twice"));
            return None;
        }
    };
    let is_comment = |error: &&SyntaxError| error.kind == ErrorKind::Comment;
    if let Some(comment) = artifact.document().and_then(|document| document.errors().iter().find(is_comment)) {
        let position = artifact.text()?.position(comment.span.start);
        status::warning(format_args!("{file}:{position}: comments are left out from here on, since JSON has none"));
    }
    let before = artifact.text()?.as_str();
    let target = if project.connector.is_folder() { path.join(&artifact.name) } else { path.to_owned() };
    (before != after).then(|| {
        (target, Changed { name: artifact.name.clone(), before: Some(before.to_owned()), original: None, after })
    })
}
