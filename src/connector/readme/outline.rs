//! Where sections have their place: edits that move one, or add some, and leave every other byte alone.

use super::{Heading, Markdown, SectionKind};
use crate::text::{Edit, Span};

/// A section that is to be added.
#[derive(Clone, Debug)]
pub struct NewSection {
    pub kind: SectionKind,
    /// The heading without its marks.
    pub heading: String,
    pub content: String,
}

impl Markdown {
    /// Moves the section under a heading before another one of the same level; `None` where comments in between may
    /// mark a region that one of them is in, or a heading does not begin its line.
    pub fn move_section(&self, text: &str, heading: &Heading, before: &Heading) -> Option<[Edit; 2]> {
        let span = self.span_of(heading)?;
        let target = before.span.start;
        let passed = text.get(target as usize..span.start as usize)?;
        let section = text.get(span.range())?;
        let begins_line = |at: u32| at == 0 || text.as_bytes().get(at as usize - 1) == Some(&b'\n');
        let is_whole = |part: &str| !without_regions(part).contains("<!--");
        let can_move = target < span.start && is_whole(passed) && is_whole(section);
        if !can_move || !begins_line(target) || !begins_line(span.start) || self.is_cut() {
            return None;
        }
        let line_end = line_end(text);
        let moved = format!("{}{line_end}{line_end}", section.trim_end());
        if (span.end as usize) < text.len() {
            return Some([Edit::insert(target, moved), Edit::delete(span)]);
        }
        // What stood before the last section ends the text now.
        let rest = Span { start: text[..span.start as usize].trim_end().len() as u32, ..span };
        Some([Edit::insert(target, moved), Edit::replace(rest, line_end)])
    }

    /// Adds sections where the order wants them: before the first section that comes after them, else at the end.
    pub fn insert_sections(&self, text: &str, order: &[SectionKind], new: &[NewSection]) -> Vec<Option<Edit>> {
        let rank = |kind: SectionKind| order.iter().position(|other| *other == kind);
        let line_end = line_end(text);
        let level = self.headings().iter().find(|heading| heading.level > 1 && SectionKind::of(heading).is_some());
        let marks = "#".repeat(level.map_or(2, |heading| heading.level as usize));
        let mut texts: Vec<(u32, String)> = Vec::new();
        for section in new {
            let comes_after = |heading: &&Heading| {
                let other = SectionKind::of(heading).and_then(rank);
                heading.level as usize == marks.len()
                    && other.zip(rank(section.kind)).is_some_and(|(other, own)| other > own)
            };
            let at = self.headings().iter().find(comes_after).map_or(text.len() as u32, |next| next.span.start);
            let section = format!("{marks} {}\n\n{}", section.heading, section.content);
            let section = section.trim_end().replace('\n', line_end);
            match texts.iter_mut().find(|(place, _)| *place == at) {
                Some((_, before)) => before.push_str(&format!("{line_end}{line_end}{section}")),
                None => texts.push((at, section)),
            }
        }
        let edit = |(at, section): (u32, String)| {
            if (at as usize) < text.len() {
                return Some(Edit::insert(at, format!("{section}{line_end}{line_end}")));
            }
            let body = text.trim_end();
            let before = if body.is_empty() { String::new() } else { format!("{line_end}{line_end}") };
            Some(Edit::replace(Span::new(body.len(), text.len()), format!("{before}{section}{line_end}")))
        };
        texts.into_iter().map(edit).collect()
    }

    /// A heading with everything under it.
    fn span_of(&self, heading: &Heading) -> Option<Span> {
        let index = self.headings().iter().position(|other| other.span == heading.span)?;
        Some(Span { start: heading.span.start, end: self.section_of(index)?.content.end })
    }
}

/// The text without what stands in regions that begin and end in it.
fn without_regions(text: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some((before, region)) = rest.split_once("<!-- connkit:") {
        let end = region
            .split_once(" -->")
            .and_then(|(name, body)| Some(body.split_once(&format!("<!-- /connkit:{name} -->"))?.1));
        let Some(after) = end else { break };
        kept.push_str(before);
        rest = after;
    }
    kept + rest
}

/// How the lines of a text end.
pub fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}
