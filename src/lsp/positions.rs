//! Offsets in a text as editors count them: zero-based lines, and columns in bytes or in UTF-16 units.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

use crate::text::{Span, Text};

/// What the columns of a client count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16: what every client understands.
    Utf16,
}

impl Encoding {
    /// Bytes where the client can count them, since they cost nothing here.
    pub fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Self {
        match offered {
            Some(offered) if offered.contains(&PositionEncodingKind::UTF8) => Self::Utf8,
            _ => Self::Utf16,
        }
    }

    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }
}

/// So many bytes are counted through at most to find a column, however long the line is.
const STEP: usize = 1024;

/// Translates the places of one text.
pub struct Positions<'t> {
    text: &'t Text,
    encoding: Encoding,
    /// For each [`STEP`] bytes the number of UTF-16 units before them; empty where bytes are as good.
    units: Vec<u32>,
}

impl<'t> Positions<'t> {
    pub fn new(text: &'t Text, encoding: Encoding) -> Self {
        let mut units = Vec::new();
        if encoding == Encoding::Utf16 && !text.as_str().is_ascii() {
            let mut total = 0;
            for step in text.as_str().as_bytes().chunks(STEP) {
                units.push(total);
                total += units_in(step);
            }
        }
        Self { text, encoding, units }
    }

    /// Where a byte is; offsets behind the end count as the end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = (offset as usize).min(self.text.as_str().len());
        let line = self.text.position(offset as u32).line;
        let start = self.text.line_at(offset as u32).start as usize;
        Position { line: line - 1, character: self.units_before(offset) - self.units_before(start) }
    }

    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The byte at a position; columns behind the end of a line count as its end, lines behind the last as the end of
    /// the text.
    pub fn offset(&self, position: Position) -> u32 {
        let Some(line) = position.line.checked_add(1).and_then(|line| self.text.line_span(line)) else {
            return self.text.as_str().len() as u32;
        };
        let text = self.text.slice(line);
        let column = position.character as usize;
        let within = match self.encoding {
            Encoding::Utf8 => floor_char_boundary(text, column),
            Encoding::Utf16 if self.units.is_empty() => column.min(text.len()),
            Encoding::Utf16 => {
                let mut units = 0;
                let before = text.char_indices().find(|(_, character)| {
                    units += character.len_utf16();
                    units > column
                });
                before.map_or(text.len(), |(at, _)| at)
            }
        };
        line.start + within as u32
    }

    pub fn span(&self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span { start, end: end.max(start) }
    }

    fn units_before(&self, offset: usize) -> u32 {
        let Some(last) = self.units.len().checked_sub(1) else { return offset as u32 };
        let step = (offset / STEP).min(last);
        self.units[step] + units_in(&self.text.as_str().as_bytes()[step * STEP..offset])
    }
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How many UTF-16 units begin in these bytes of UTF-8: one for each character, two for those of four bytes.
fn units_in(bytes: &[u8]) -> u32 {
    let units = |byte: &u8| u32::from(byte & 0xc0 != 0x80) + u32::from(*byte >= 0xf0);
    bytes.iter().map(units).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_count_what_was_agreed_on() {
        let text = Text::new("a🎉é\r\nb");
        let (utf8, utf16) = (Positions::new(&text, Encoding::Utf8), Positions::new(&text, Encoding::Utf16));
        assert_eq!((utf8.position(7), utf16.position(7)), (at(0, 7), at(0, 4)));
        assert_eq!((utf8.offset(at(1, 1)), utf16.offset(at(1, 1))), (10, 10));
        // Within a character, behind a line and behind the text.
        assert_eq!((utf8.offset(at(0, 3)), utf16.offset(at(0, 2))), (1, 1));
        assert_eq!((utf8.offset(at(0, 99)), utf16.offset(at(0, 99))), (7, 7));
        assert_eq!((utf8.offset(at(9, 0)), utf16.offset(at(u32::MAX, 0))), (10, 10));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn there_and_back(content in "([a-z\n\r]|é|🎉|\\PC){0,12}", repeat in 1usize..80) {
            let text = Text::new(content.repeat(repeat));
            for encoding in [Encoding::Utf8, Encoding::Utf16] {
                let positions = Positions::new(&text, encoding);
                for (offset, _) in text.as_str().char_indices() {
                    let is_within_line_end = text.as_str()[..offset].ends_with('\r') && text.as_str()[offset..].starts_with('\n');
                    if !is_within_line_end {
                        prop_assert_eq!(positions.offset(positions.position(offset as u32)), offset as u32);
                    }
                }
            }
        }
    }
}
