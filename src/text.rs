//! Places in a text: byte spans, one-based lines and columns, and edits on spans.
//!
//! Knows nothing about JSON or connectors. An edit replaces one span and leaves every other byte as it was.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;
use std::ops::Range;

/// A text on one line that cannot play tricks on a terminal: with escapes for control characters and for those that turn
/// the direction of writing.
pub fn printable(text: &str) -> Cow<'_, str> {
    // Nearly all are so, and seen to be so at once.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
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

    pub fn range(self) -> Range<usize> {
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
    lines: OnceCell<Lines>,
    /// For each [`CHARACTER_STEP`] bytes the number of characters before them; `None` when all are ASCII.
    characters: OnceCell<Option<Box<[u32]>>>,
}

/// How many lines end before each step: few of the lines are ever asked for, and a list of all takes ten times as long.
#[derive(Debug)]
struct Lines {
    /// One number more than there are steps: that of all lines that end.
    ends_before: Box<[u32]>,
    /// Whether a CR ends a line without an LF.
    has_lone_returns: bool,
}

/// So many bytes are looked through at most to find a line, however many there are.
const LINE_STEP: usize = 256;

impl Lines {
    fn of(bytes: &[u8]) -> Self {
        let mut lines = Self { ends_before: Box::default(), has_lone_returns: !is_each_return_paired(bytes) };
        let mut total = 0;
        let counts = (0..bytes.len()).step_by(LINE_STEP).map(|start| {
            let before = total;
            total += lines.count_ends(bytes, start..bytes.len().min(start + LINE_STEP));
            before as u32
        });
        let mut ends_before: Vec<u32> = counts.collect();
        ends_before.push(total as u32);
        lines.ends_before = ends_before.into_boxed_slice();
        lines
    }

    /// Where lines end: with LF, CRLF or a lone CR.
    fn ends<'a>(&self, bytes: &'a [u8], range: Range<usize>) -> impl Iterator<Item = usize> + use<'a> {
        let other = if self.has_lone_returns { b'\r' } else { b'\n' };
        memchr::memchr2_iter(b'\n', other, &bytes[range.clone()])
            .map(move |at| range.start + at)
            .filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
    }

    fn count_ends(&self, bytes: &[u8], range: Range<usize>) -> usize {
        if self.has_lone_returns {
            // Nearly every byte may be one.
            let next = bytes[range.end.min(range.start + 1)..].iter().map(Some).chain([None]);
            let is_end =
                |(byte, next): &(&u8, Option<&u8>)| **byte == b'\n' || **byte == b'\r' && *next != Some(&b'\n');
            return bytes[range].iter().zip(next).filter(is_end).count();
        }
        memchr::memchr_iter(b'\n', &bytes[range]).count()
    }

    /// How many lines end before an offset.
    fn count_before(&self, bytes: &[u8], offset: usize) -> usize {
        let step = offset / LINE_STEP;
        self.ends_before[step] as usize + self.count_ends(bytes, step * LINE_STEP..offset)
    }

    /// Where the line begins that holds an offset.
    fn start_of(&self, bytes: &[u8], offset: usize) -> usize {
        let step = offset / LINE_STEP * LINE_STEP;
        let other = if self.has_lone_returns { b'\r' } else { b'\n' };
        let is_end = |at: &usize| bytes[step + at] == b'\n' || bytes.get(step + at + 1) != Some(&b'\n');
        let near = memchr::memrchr2_iter(b'\n', other, &bytes[step..offset]).find(is_end);
        match near {
            Some(end) => step + end + 1,
            None => self.start_behind(bytes, self.count_before(bytes, offset)).unwrap_or_default(),
        }
    }

    /// Where the line begins behind the one that holds an offset; the end of the text where that is the last.
    fn start_of_next(&self, bytes: &[u8], offset: usize) -> usize {
        let next_step = bytes.len().min((offset / LINE_STEP + 1) * LINE_STEP);
        let near = if self.has_lone_returns { None } else { memchr::memchr(b'\n', &bytes[offset..next_step]) };
        match near {
            Some(end) => offset + end + 1,
            None => self.start_behind(bytes, self.count_before(bytes, offset) + 1).unwrap_or(bytes.len()),
        }
    }

    /// The offset behind so many lines; `None` where fewer end.
    fn start_behind(&self, bytes: &[u8], count: usize) -> Option<usize> {
        let Some(index) = count.checked_sub(1) else { return Some(0) };
        // The last step that fewer end before.
        let step = self.ends_before.partition_point(|before| (*before as usize) < count) - 1;
        let range = (step * LINE_STEP).min(bytes.len())..bytes.len().min((step + 1) * LINE_STEP);
        let end = self.ends(bytes, range).nth(index - self.ends_before[step] as usize)?;
        Some(end + 1)
    }
}

/// So many bytes are counted through at most to find a column, however long the line is.
const CHARACTER_STEP: usize = 1024;

/// The byte order mark that some editors write before UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Text {
    pub fn new(text: impl Into<String>) -> Self {
        Self { content: text.into(), lines: OnceCell::new(), characters: OnceCell::new() }
    }

    pub fn as_str(&self) -> &str {
        &self.content
    }

    pub fn slice(&self, span: Span) -> &str {
        self.content.get(span.range()).unwrap_or_default()
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(self.content.as_bytes()))
    }

    /// The line and column of a byte offset; offsets behind the end count as the end.
    pub fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.content.len());
        while !self.content.is_char_boundary(offset) {
            offset -= 1;
        }
        let bytes = self.content.as_bytes();
        let line = self.lines().count_before(bytes, offset);
        let start = self.lines().start_of(bytes, offset);
        Position { line: line as u32 + 1, column: self.column(start, offset) }
    }

    /// The positions of the ends of a span.
    pub fn positions(&self, span: Span) -> (Position, Position) {
        let start = self.position(span.start);
        let within = self.content.get(span.range()).unwrap_or_default();
        // Most are short and end on the line on which they begin; a byte order mark would count for nothing.
        if span.start > 0
            && (1..=LINE_STEP).contains(&within.len())
            && memchr::memchr2(b'\n', b'\r', within.as_bytes()).is_none()
        {
            let column = start.column + characters_in(within.as_bytes());
            return (start, Position { column, ..start });
        }
        (start, self.position(span.end))
    }

    /// The one-based column of an offset, which begins a character, on the line that begins at `start`.
    fn column(&self, mut start: usize, offset: usize) -> u32 {
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
        let start = self.lines().start_behind(self.content.as_bytes(), (line as usize).checked_sub(1)?)?;
        Some(self.line_at(start as u32))
    }

    /// The span of the line that holds an offset, without its line end; offsets behind the end count as the end.
    pub fn line_at(&self, offset: u32) -> Span {
        let bytes = self.content.as_bytes();
        let offset = (offset as usize).min(bytes.len());
        let (start, next) = (self.lines().start_of(bytes, offset), self.lines().start_of_next(bytes, offset));
        let line = &bytes[start..next];
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        Span::new(start, start + line.len())
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
    fn lines_are_found_however_they_end() {
        let lines: Vec<String> = (0..700).map(|number| "é".repeat(number * number % 13)).collect();
        for ends in [&["\n"][..], &["\r\n"], &["\r"], &["\n", "\r\n", "\r"]] {
            let mut content = String::new();
            let mut spans = Vec::new();
            for (number, line) in lines.iter().enumerate() {
                let start = content.len();
                content.push_str(line);
                spans.push(Span::new(start, content.len()));
                // A CR before an empty line would be one with its LF.
                let is_before_empty = lines.get(number + 1).is_some_and(String::is_empty);
                content.push_str(if is_before_empty { ends[0] } else { ends[number % ends.len()] });
            }
            spans.push(Span::at(content.len()));
            let text = Text::new(content);
            for (line, span) in (1..).zip(&spans) {
                assert_eq!(text.line_span(line), Some(*span), "{ends:?}");
                let column = span.len() as u32 / 2 + 1;
                let expected = (Position { line, column: 1 }, Position { line, column });
                assert_eq!(text.positions(*span), expected, "{ends:?}");
            }
            assert_eq!(text.line_span(0), None);
            assert_eq!(text.line_span(spans.len() as u32 + 1), None);
        }
        assert_eq!(Text::new("").line_span(1), Some(Span::default()));
        assert_eq!(Text::new("").line_span(2), None);
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
