//! Places in a text: byte spans, one-based lines and columns, and edits on spans.
//!
//! Knows nothing about JSON or connectors. An edit replaces one span and leaves every other byte as it was.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;

/// A text on one line that cannot play tricks on a terminal: with escapes for control characters and for those that turn
/// the direction of writing.
pub fn printable(text: &str) -> Cow<'_, str> {
    let plays_tricks = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    if !text.contains(plays_tricks) {
        return Cow::Borrowed(text);
    }
    let escaped = |c: char| if plays_tricks(c) { c.escape_default().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(escaped).collect())
}

/// So many bytes of a name are shown; real ones are shorter.
const MAX_SHOWN_NAME: usize = 500;

/// The beginning of a name that many messages may hold: together they must not be many times as long as the file.
pub fn shortened(name: &str) -> Cow<'_, str> {
    if name.len() <= MAX_SHOWN_NAME {
        return Cow::Borrowed(name);
    }
    Cow::Owned(format!("{}…", &name[..name.floor_char_boundary(MAX_SHOWN_NAME)]))
}

/// A half-open range of bytes in one file, `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The empty span before the byte at `offset`.
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn len(self) -> usize {
        self.range().len()
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }
}

/// The number of a file within its connector.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A span of a file of a connector.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub file: FileId,
    pub span: Span,
}

/// A one-based line and column; columns count characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A text with an index of its lines, made when first asked for.
#[derive(Debug)]
pub struct Text {
    content: String,
    line_starts: OnceCell<Box<[u32]>>,
    /// For each [`CHARACTER_STEP`] bytes the number of characters before them; `None` when all are ASCII.
    characters: OnceCell<Option<Box<[u32]>>>,
}

/// So many bytes are counted through at most to find a column, however long the line is.
const CHARACTER_STEP: usize = 1024;

/// The byte order mark that some editors write before UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Text {
    pub fn new(text: impl Into<String>) -> Self {
        Self { content: text.into(), line_starts: OnceCell::new(), characters: OnceCell::new() }
    }

    pub fn as_str(&self) -> &str {
        &self.content
    }

    pub fn slice(&self, span: Span) -> &str {
        self.content.get(span.range()).unwrap_or_default()
    }

    /// Lines end with LF, CRLF or a lone CR.
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.content.as_bytes();
            // As published definitions have it; a guess that is too small costs a copy.
            let mut starts = Vec::with_capacity(bytes.len() / 24 + 1);
            starts.push(0);
            if is_each_return_paired(bytes) {
                each_line_feed(bytes, |at| starts.push(at as u32 + 1));
            } else {
                let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
                let ends = ends.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
                starts.extend(ends.map(|at| at as u32 + 1));
            }
            starts.into_boxed_slice()
        })
    }

    /// The line and column of a byte offset; offsets behind the end count as the end.
    pub fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.content.len());
        while !self.content.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_starts().partition_point(|&start| start as usize <= offset) - 1;
        Position { line: line as u32 + 1, column: self.column(line, offset) }
    }

    /// The positions of the ends of a span; what ends on the line on which it begins, as most does, is cheaper so.
    pub fn positions(&self, span: Span) -> (Position, Position) {
        let start = self.position(span.start);
        let end = span.end as usize;
        let next_line = self.line_starts().get(start.line as usize).copied().unwrap_or(u32::MAX);
        let is_on_line = span.start <= span.end && span.end < next_line && self.content.is_char_boundary(end);
        let column = || self.column(start.line as usize - 1, end);
        (start, if is_on_line { Position { column: column(), ..start } } else { self.position(span.end) })
    }

    /// The one-based column of an offset, which begins a character, on a line counted from zero.
    fn column(&self, line: usize, offset: usize) -> u32 {
        let mut start = self.line_starts()[line] as usize;
        if start == 0 && self.content.starts_with(BYTE_ORDER_MARK) {
            start = BYTE_ORDER_MARK.len().min(offset);
        }
        if offset - start <= CHARACTER_STEP {
            return characters_in(&self.content.as_bytes()[start..offset]) + 1;
        }
        let characters = match self.characters_by_step() {
            None => (offset - start) as u32,
            Some(counts) => self.characters_before(offset, counts) - self.characters_before(start, counts),
        };
        characters + 1
    }

    fn characters_by_step(&self) -> Option<&[u32]> {
        let counted = || {
            let mut total = 0;
            let count = |step: &[u8]| {
                let before = total;
                total += characters_in(step);
                before
            };
            self.content.as_bytes().chunks(CHARACTER_STEP).map(count).collect()
        };
        self.characters.get_or_init(|| (!self.content.is_ascii()).then(counted)).as_deref()
    }

    /// The number of characters before a byte offset.
    fn characters_before(&self, offset: usize, counts: &[u32]) -> u32 {
        let step = offset / CHARACTER_STEP;
        let before = counts.get(step).copied();
        let from = if before.is_some() { step * CHARACTER_STEP } else { 0 };
        before.unwrap_or(0) + characters_in(&self.content.as_bytes()[from..offset])
    }

    /// The span of a one-based line without its line end; `None` behind the last line.
    pub fn line_span(&self, line: u32) -> Option<Span> {
        let starts = self.line_starts();
        let start = *starts.get((line as usize).checked_sub(1)?)? as usize;
        let end = starts.get(line as usize).map_or(self.content.len(), |&next| next as usize);
        Some(Span::new(start, start + self.content[start..end].trim_end_matches(['\n', '\r']).len()))
    }
}

/// The text of a file in UTF-16, without the byte order mark by which it is known; `None` for anything else.
pub fn of_utf16(bytes: &[u8]) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let decode: fn([u8; 2]) -> u16 = match pairs.first()? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let characters = char::decode_utf16(pairs[1..].iter().map(|pair| decode(*pair)));
    characters.collect::<Result<_, _>>().ok().filter(|_| rest.is_empty())
}

/// Whether each CR is followed by an LF.
fn is_each_return_paired(bytes: &[u8]) -> bool {
    /// So many bytes are looked at without asking in between, which the compiler does many at a time.
    const STEP: usize = 4096;
    let Some(first) = memchr::memchr(b'\r', bytes) else { return true };
    let (bytes, next) = (&bytes[first..], &bytes[first + 1..]);
    let is_paired = |(byte, next): (&u8, &u8)| *byte != b'\r' || *next == b'\n';
    let mut steps = bytes.chunks(STEP).zip(next.chunks(STEP));
    bytes.last() != Some(&b'\r')
        && steps.all(|(bytes, next)| bytes.iter().zip(next).fold(true, |all, pair| all & is_paired(pair)))
}

/// Tells where each LF is. Lines are short: looking at eight bytes at once takes less than a search for the next.
fn each_line_feed(bytes: &[u8], mut tell: impl FnMut(usize)) {
    const LOW_BITS: u64 = u64::from_le_bytes([0x7f; 8]);
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (number, chunk) in chunks.iter().enumerate() {
        let others = u64::from_le_bytes(*chunk) ^ u64::from_le_bytes([b'\n'; 8]);
        // The high bit of each byte that is an LF.
        let mut ends = !(((others & LOW_BITS) + LOW_BITS) | others | LOW_BITS);
        while ends != 0 {
            tell(number * 8 + ends.trailing_zeros() as usize / 8);
            ends &= ends - 1;
        }
    }
    let behind = bytes.len() - rest.len();
    rest.iter().enumerate().filter(|(_, byte)| **byte == b'\n').for_each(|(at, _)| tell(behind + at));
}

/// How many characters begin in these bytes of UTF-8.
fn characters_in(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32
}

/// The replacement of one span by a new text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

impl Edit {
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self::replace(Span { start: offset, end: offset }, text)
    }

    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Applies edits to a text; `None` when two of them overlap or one lies outside the text.
///
/// Insertions at the same offset keep the order in which they were given.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut done = 0;
    for edit in sorted {
        out.push_str(text.get(done..edit.span.start as usize)?);
        out.push_str(&edit.text);
        done = edit.span.end as usize;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

/// A part of a URI without its percent signs; `None` when there are none, or it is no UTF-8.
pub fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match code {
            Some(code) if byte == b'%' => {
                bytes.push(code);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        for text in ["abc", "äöü", "a🎉b\r\nc", "\u{feff}ab\nc", "a\rb", ""] {
            let whole = Text::new(text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let before = text[..offset].strip_prefix(BYTE_ORDER_MARK).unwrap_or(&text[..offset]);
                let unified = before.replace("\r\n", "\n").replace('\r', "\n");
                let at_crlf = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
                let expected = unified.rsplit('\n').next().map_or(0, |line| line.chars().count()) as u32 + 1;
                if !at_crlf {
                    assert_eq!(whole.position(offset as u32).column, expected, "{text:?} at {offset}");
                }
            }
        }
    }

    #[test]
    fn utf16_is_known_by_its_mark() {
        let bytes = |text: &str, encode: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(encode).collect::<Vec<u8>>();
        for text in ["", "ä🎉\r\n"] {
            for encode in [u16::to_le_bytes, u16::to_be_bytes] {
                assert_eq!(of_utf16(&bytes(&format!("\u{feff}{text}"), encode)).as_deref(), Some(text));
                assert_eq!(of_utf16(&bytes(text, encode)), None);
            }
        }
        for broken in [&b"\xff\xfea"[..], b"\xff\xfe\x00\xd8", b"\xff"] {
            assert_eq!(of_utf16(broken), None);
        }
    }

    #[test]
    fn ends_of_a_span_are_where_each_is_alone() {
        for text in ["abc", "äö\nü", "a🎉b\r\nc\n", "\u{feff}ab\nc", "a\rb", ""] {
            let whole = Text::new(text);
            let length = text.len() as u32 + 2;
            for (start, end) in (0..length).flat_map(|start| (0..length).map(move |end| (start, end))) {
                let expected = (whole.position(start), whole.position(end));
                assert_eq!(whole.positions(Span { start, end }), expected, "{text:?} from {start} to {end}");
            }
        }
    }

    #[test]
    fn long_lines_are_not_counted_through() {
        let text = Text::new("é".repeat(5_000));
        assert_eq!(text.position(1_026).column, 514);
        assert_eq!(text.position(10_000), Position { line: 1, column: 5_001 });
        assert_eq!(text.position(2_050).column, 1_026);
        assert_eq!(text.position(99_999).column, 5_001);
    }

    #[test]
    fn edits_that_overlap_are_refused() {
        let edit = |start, end, text: &str| Edit::replace(Span { start, end }, text);
        assert_eq!(apply("abcd", &[edit(2, 3, "X"), edit(0, 1, "")]).as_deref(), Some("bXd"));
        assert_eq!(apply("abcd", &[edit(0, 2, ""), edit(1, 3, "")]), None);
        assert_eq!(apply("abcd", &[edit(3, 9, "")]), None);
        assert_eq!(apply("ab", &[Edit::insert(1, "x"), Edit::insert(1, "y")]).as_deref(), Some("axyb"));
    }
}
