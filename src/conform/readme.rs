//! Rewrites the regions of the readme from the definition and the properties.

use std::collections::BTreeMap;

use anyhow::Result;
use sha2::{Digest as _, Sha256};

use super::regions::{lines_of, replaced, unmarked};
use super::{Conflict, Side, TemplateState, Work, text_of};
use crate::connector::{Connector, Role};
use crate::inference;
use crate::template::region::Region;
use crate::template::{self, Rendered, readme};
use crate::text::{Position, Span};

/// What was generated into regions before: only that may be overwritten unasked.
pub struct Memory {
    /// From `connkit.json`.
    hashes: BTreeMap<Region, String>,
    /// What the templates make of the answers; the present version last.
    rendered: Vec<(Region, String)>,
    /// In this run.
    generated: BTreeMap<Region, String>,
}

impl Memory {
    pub fn of(state: Option<&TemplateState>) -> Self {
        let hashes = state.map(|state| state.regions.clone()).unwrap_or_default();
        Self { hashes, rendered: Vec::new(), generated: BTreeMap::new() }
    }

    /// Takes note of what versions of the templates render.
    pub fn learn<'r>(&mut self, versions: impl IntoIterator<Item = &'r Vec<Rendered>>) {
        for files in versions {
            let readme = files.iter().find(|file| file.name == Role::Readme.file_name()).and_then(text_of);
            let found = Region::ALL.into_iter().filter_map(|region| Some((region, content(readme?, region)?)));
            self.rendered.extend(found);
        }
    }

    fn knows(&self, region: Region, content: &str) -> bool {
        content.is_empty()
            || self.rendered.iter().any(|(other, rendered)| *other == region && rendered == content)
            || self.generated.get(&region).is_some_and(|generated| generated == content)
            || self.hashes.get(&region).is_some_and(|hash| *hash == hash_of(content))
    }

    /// What is to be remembered for the next time, given the readme as it is now.
    pub fn state(&self, readme: &str) -> BTreeMap<Region, String> {
        let regions = Region::ALL.into_iter().filter_map(|region| Some((region, content(readme, region)?)));
        regions
            .filter_map(|(region, content)| {
                let latest = self.rendered.iter().rfind(|(other, _)| *other == region);
                if latest.is_some_and(|(_, rendered)| *rendered == content) {
                    return None;
                }
                if self.generated.contains_key(&region) {
                    return Some((region, hash_of(&content)));
                }
                // Not generated now: a conflict, or nothing to generate it from.
                Some((region, self.hashes.get(&region)?.clone()))
            })
            .collect()
    }
}

/// In lower-case hexadecimal.
fn hash_of(content: &str) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn content(readme: &str, region: Region) -> Option<String> {
    Some(lines_of(readme.get(region.find(readme)?.range())?))
}

impl Work<'_> {
    /// Rewrites what is out of date; whether anything was.
    pub(super) fn rewrite_regions(&mut self) -> Result<bool> {
        let connector = self.connector()?;
        let Some(artifact) = connector.artifact(Role::Readme).filter(|readme| readme.invalid_utf8.is_none()) else {
            return Ok(false);
        };
        let Some(before) = artifact.text().map(crate::text::Text::as_str) else { return Ok(false) };
        let mut text = before.to_owned();
        for region in Region::ALL {
            let (Some(span), Some(generated)) = (region.find(&text), generate(&connector, region)?) else { continue };
            text = self.rewrite(region, &artifact.name, text, span, generated);
        }
        let has_changed = text != before;
        if has_changed {
            self.files.write(&artifact.name, text);
        }
        Ok(has_changed)
    }

    fn rewrite(&mut self, region: Region, file: &str, text: String, span: Span, generated: String) -> String {
        let present = lines_of(text.get(span.range()).unwrap_or_default());
        if present == generated {
            self.regions.generated.insert(region, generated);
            return text;
        }
        if !self.regions.knows(region, &present) {
            let is_open = self.conflicts.iter().any(|conflict| conflict.subject == subject(region));
            if is_open {
                return text;
            }
            let before = self.conflicts.len();
            let side = self.decide(conflict(region, file, &text, span, &generated));
            match side {
                // To keep one's own text is to take it out of connkit's hands.
                Side::Ours if self.conflicts.len() == before => {
                    self.changed_regions.insert(region);
                    return unmarked(&text, region);
                }
                Side::Ours => return text,
                Side::Theirs => {}
            }
        }
        self.changed_regions.insert(region);
        let text = replaced(&text, span, &generated);
        self.regions.generated.insert(region, generated);
        text
    }
}

/// The conflict about a region that was edited: only the lines that differ are shown.
fn conflict(region: Region, file: &str, text: &str, span: Span, generated: &str) -> Conflict {
    let content = text.get(span.range()).unwrap_or_default();
    let blanks = content.len() - content.trim_start().len();
    let first = text[..span.start as usize + blanks].matches('\n').count();
    let present = lines_of(content);
    let (mut ours, mut theirs): (Vec<&str>, Vec<&str>) = (present.lines().collect(), generated.lines().collect());
    let equal = ours.iter().zip(&theirs).take_while(|(ours, theirs)| ours == theirs).count();
    ours.drain(..equal);
    theirs.drain(..equal);
    while ours.last().is_some_and(|line| theirs.last() == Some(line)) {
        ours.pop();
        theirs.pop();
    }
    Conflict {
        file: file.to_owned(),
        position: Position { line: (first + equal) as u32 + 1, column: 1 },
        subject: subject(region),
        ours: ours.join("\n"),
        theirs: Some(theirs.join("\n")).filter(|theirs| !theirs.is_empty()),
    }
}

fn subject(region: Region) -> String {
    format!("region {}, which is generated and was edited", region.name())
}

/// What a region is to hold; `None` where the artifacts do not tell.
fn generate(connector: &Connector, region: Region) -> Result<Option<String>> {
    Ok(match region {
        Region::Operations => {
            let definition = connector.document(Role::Definition).filter(|definition| !definition.is_damaged());
            definition
                .map(|definition| readme::list(&readme::operations(&definition.root().to_value())).trim().to_owned())
        }
        Region::Credentials => match inference::authentication_answers(connector) {
            Some(answers) => Some(template::credentials(&answers)?),
            None => None,
        },
    })
}
