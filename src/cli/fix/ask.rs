//! Asks in a terminal for the texts and names that only a person can write anew.

use std::io::IsTerminal as _;

use anyhow::{Context as _, Result, bail};
use camino::Utf8Path;
use dialoguer::Input;
use dialoguer::console::Term;
use dialoguer::theme::ColorfulTheme;

use crate::fix::Question;
use crate::project::shown;
use crate::text::{Position, printable};

/// Fails where nobody can be asked.
pub fn require_terminal() -> Result<()> {
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        bail!("--ask needs a terminal; `connkit validate` lists what it would ask for");
    }
    Ok(())
}

/// Shows a finding and lets its text be changed; `None` when it stays.
pub fn ask(folder: &Utf8Path, question: Question<'_>) -> Result<Option<String>> {
    let term = Term::stderr();
    for line in described(folder, question) {
        term.write_line(&line)?;
    }
    let answer = Input::<String>::with_theme(&ColorfulTheme::default())
        .with_prompt("Change it, or press enter to leave it")
        .with_initial_text(question.present)
        .allow_empty(true)
        .interact_text();
    if answer.is_err() {
        // A prompt that was broken off leaves the cursor hidden; a terminal that is gone needs none.
        let _ = term.show_cursor();
    }
    let answer = answer.context("stopped while asking; nothing was written")?;
    Ok(Some(answer).filter(|answer| !answer.is_empty()))
}

/// The lines that tell what is asked, and why.
fn described(folder: &Utf8Path, question: Question<'_>) -> Vec<String> {
    let Question { connector, finding, other_places, .. } = question;
    let artifact = connector.file(finding.place.file);
    let position = artifact
        .and_then(|artifact| artifact.text())
        .map_or(Position { line: 1, column: 1 }, |text| text.position(finding.place.span.start));
    let file = shown(&folder.join(artifact.map_or("", |artifact| artifact.name.as_str())));
    let (level, rule) = (finding.level.name(), finding.rule.id);
    let mut lines = vec![format!("{file}:{position}: {level}[{rule}]: {}", printable(&finding.message))];
    lines.extend(finding.help.iter().map(|help| format!("  help: {}", printable(help))));
    if other_places > 0 {
        lines.push(format!("  the name changes in {other_places} more places, too; published flows know the old one"));
    }
    lines
}
