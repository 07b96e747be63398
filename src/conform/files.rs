//! Merges one file of the templates into the user's.

use super::{Conflict, Side, Work, identity, lines, regions, text_of};
use crate::connector::{Artifact, Content, Role};
use crate::json::{self, Document, Node};
use crate::template::Rendered;
use crate::text::{self, FileId, Position, Text};

/// Values are shown up to this many characters.
const LONGEST_SHOWN: usize = 120;

const START: Position = Position { line: 1, column: 1 };

impl Work<'_> {
    /// Carries what the templates changed over into the user's file.
    pub(super) fn merge(&mut self, base: &Rendered, ours: &Artifact, theirs: &Rendered) {
        if base.bytes == theirs.bytes || ours.bytes() == Some(&theirs.bytes) {
            return;
        }
        if ours.bytes() == Some(&base.bytes) {
            self.files.write(&ours.name, theirs.bytes.clone());
            return;
        }
        let merged = match (&ours.content, text_of(base), text_of(theirs)) {
            _ if ours.invalid_utf8.is_some() => None,
            (Content::Json(document), Some(base), Some(theirs)) => self.merge_json(&ours.name, base, document, theirs),
            (Content::Text(text), Some(base), Some(theirs)) => Some(self.merge_text(ours, base, text, theirs)),
            _ => None,
        };
        match merged {
            Some(merged) => self.files.write(&ours.name, merged),
            None => self.decide_whole(ours, theirs),
        }
    }

    /// `None` when the user's file cannot be merged.
    fn merge_json(&mut self, name: &str, base: &str, ours: &Document, theirs: &str) -> Option<String> {
        if ours.is_damaged() {
            return None;
        }
        let (base, theirs) = (Document::parse(FileId(0), base), Document::parse(FileId(0), theirs));
        let edits = json::merge(base.root(), ours.root(), theirs.root(), &identity::of, &mut |clash| {
            self.decide(Conflict {
                file: name.to_owned(),
                position: ours.position(clash.ours.place().span.start),
                subject: clash.ours.pointer(),
                ours: shown(clash.ours),
                theirs: clash.theirs.map(shown),
            })
        });
        text::apply(ours.text().as_str(), &edits)
    }

    fn merge_text(&mut self, ours: &Artifact, base: &str, text: &Text, theirs: &str) -> String {
        if ours.role != Role::Readme {
            return lines::merge(base, text.as_str(), theirs, &mut |clash| {
                let line = clash.line;
                self.decide(conflict_of_lines(&ours.name, clash, line))
            });
        }
        let hollow = regions::Hollow::of(base, text.as_str(), theirs);
        let merged = lines::merge(&hollow.base, &hollow.ours, &hollow.theirs, &mut |clash| {
            let line = hollow.line_of(clash.line);
            self.decide(conflict_of_lines(&ours.name, clash, line))
        });
        hollow.fill(&merged)
    }

    /// A file that cannot be looked into is taken or left.
    fn decide_whole(&mut self, ours: &Artifact, theirs: &Rendered) {
        let side = self.decide(Conflict {
            file: ours.name.clone(),
            position: START,
            subject: "the whole file, which cannot be merged".to_owned(),
            ours: format!("{} bytes, edited", ours.size),
            theirs: Some(format!("{} bytes", theirs.bytes.len())),
        });
        if side == Side::Theirs {
            self.files.write(&ours.name, theirs.bytes.clone());
        }
    }
}

fn conflict_of_lines(file: &str, clash: lines::Clash, line: u32) -> Conflict {
    let last = line as usize + clash.ours.lines().count().saturating_sub(1);
    let subject = if last > line as usize { format!("lines {line} to {last}") } else { format!("line {line}") };
    Conflict {
        file: file.to_owned(),
        position: Position { line, column: 1 },
        subject,
        ours: clash.ours.trim_end().to_owned(),
        theirs: Some(clash.theirs.trim_end().to_owned()).filter(|theirs| !theirs.is_empty()),
    }
}

/// A value on one line.
fn shown(node: Node<'_>) -> String {
    let text = json::print_value(node).lines().map(str::trim_start).collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{} ...", &text[..end]),
        None => text,
    }
}
