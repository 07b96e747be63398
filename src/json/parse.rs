//! The recovering parser: one pass, no recursion, bounded depth and number of errors.

use super::{
    DAMAGED, ErrorKind, HAS_KEY, KEY_BARE, KEY_ESCAPED, KEY_OPEN, Kind, MAY_REPEAT_KEYS, NO_NODE, NodeData,
    SyntaxError, VALUE_ESCAPED, VALUE_OPEN,
};
use crate::text::{BYTE_ORDER_MARK, Span};

/// Containers may be nested this deep, as in most readers; what lies deeper is left out, with one error.
pub const MAX_DEPTH: usize = 128;

/// After this many errors that damage the tree the rest of the text is not read: it is not JSON.
pub const MAX_ERRORS: usize = 50;

/// Harmless errors are common in generated files; so many are told, then they are only read over.
const MAX_HARMLESS_ERRORS: usize = 1_000;

pub(super) fn parse(text: &str) -> (Vec<NodeData>, Vec<SyntaxError>) {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        nodes: Vec::with_capacity(text.len() / 24),
        errors: Vec::new(),
        damages: 0,
        open: Vec::new(),
        key: None,
    };
    parser.document();
    parser.errors.sort_by_key(|error| error.span.start);
    (parser.nodes, parser.errors)
}

/// What the grammar allows next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// Directly after an opening bracket.
    FirstOrEnd,
    /// After a comma, which is kept to report it when nothing follows; `None` where the comma is missing.
    Next {
        comma: Option<usize>,
    },
    /// After a colon.
    Value,
    CommaOrEnd,
    /// The root is complete, or the text ended.
    Done,
}

struct Key {
    span: Span,
    flags: u8,
}

/// A container whose closing bracket is still to come.
struct Open {
    node: u32,
    kind: Kind,
    /// How many values it holds so far.
    filled: u32,
    /// One bit for each key so far, by length and three bytes: equal keys have the same one.
    marks: [u64; MARK_WORDS],
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    nodes: Vec<NodeData>,
    errors: Vec<SyntaxError>,
    /// How many of the errors are not harmless.
    damages: usize,
    /// The open containers, innermost last.
    open: Vec<Open>,
    /// The key of the member whose value comes next.
    key: Option<Key>,
}

impl Parser<'_> {
    fn document(&mut self) {
        if self.text.starts_with(BYTE_ORDER_MARK) {
            self.at = BYTE_ORDER_MARK.len();
            self.error(ErrorKind::ByteOrderMark, Span::new(0, self.at), "the file begins with a byte order mark");
        }
        self.skip_blanks();
        let mut expect = if self.at == self.bytes.len() {
            self.error(ErrorKind::Empty, Span::at(self.at), "the file holds no JSON value");
            self.push(Kind::Invalid, Span::at(self.at), 0);
            Expect::Done
        } else {
            self.value()
        };
        while expect != Expect::Done {
            self.skip_blanks();
            if self.damages >= MAX_ERRORS {
                let message = "too many errors: the rest of the file was not read";
                self.error(ErrorKind::TooManyErrors, Span::at(self.at), message);
                self.close_all();
                return;
            }
            expect = self.step(expect);
        }
        self.skip_blanks();
        if self.at < self.bytes.len() {
            let span = self.character_span();
            self.error(ErrorKind::TrailingContent, span, "the file goes on behind the end of its JSON value");
        }
    }

    fn step(&mut self, expect: Expect) -> Expect {
        let Some(container) = self.open.last() else { return Expect::Done };
        let in_object = container.kind == Kind::Object;
        let Some(&byte) = self.bytes.get(self.at) else { return self.end_of_text() };
        match byte {
            b'}' | b']' => self.closing_bracket(expect),
            b',' => self.comma(expect),
            b':' => {
                let span = self.character_span();
                self.at += 1;
                self.damage(ErrorKind::UnexpectedCharacter, span, "a `:` does not belong here");
                expect
            }
            _ => match expect {
                Expect::CommaOrEnd => {
                    if Self::begins_value(byte) {
                        let end = self.previous_end();
                        self.damage(ErrorKind::MissingComma, Span::new(end, end), "expected `,` between two entries");
                        Expect::Next { comma: None }
                    } else {
                        self.skip_garbage();
                        expect
                    }
                }
                Expect::FirstOrEnd | Expect::Next { .. } if in_object => self.member(expect),
                _ => self.value(),
            },
        }
    }

    fn begins_value(byte: u8) -> bool {
        matches!(byte, b'"' | b'\'' | b'{' | b'[' | b'-') || byte.is_ascii_alphanumeric() || byte == b'_'
    }

    /// The end of the last token of the last value: where a missing comma belongs.
    fn previous_end(&self) -> usize {
        self.text[..self.at].trim_end().len()
    }

    fn comma(&mut self, expect: Expect) -> Expect {
        let comma = self.at;
        let span = Span::new(comma, comma + 1);
        self.at += 1;
        match expect {
            Expect::Value => {
                self.damage(ErrorKind::MissingValue, span, "expected a value before `,`");
                self.invalid_value(comma);
            }
            Expect::FirstOrEnd | Expect::Next { .. } => {
                self.damage(ErrorKind::MissingValue, span, "expected an entry before `,`");
            }
            Expect::CommaOrEnd | Expect::Done => {}
        }
        Expect::Next { comma: Some(comma) }
    }

    fn closing_bracket(&mut self, expect: Expect) -> Expect {
        let bracket = self.bytes[self.at];
        let span = Span::new(self.at, self.at + 1);
        let kind = if bracket == b'}' { Kind::Object } else { Kind::Array };
        let Some(position) = self.open.iter().rposition(|open| open.kind == kind) else {
            let message = format!("`{}` closes nothing", bracket as char);
            self.at += 1;
            self.damage(ErrorKind::StrayBracket, span, &message);
            return expect;
        };
        match expect {
            Expect::Next { comma: Some(comma) } => {
                self.error(ErrorKind::TrailingComma, Span::new(comma, comma + 1), "a `,` with nothing behind it");
            }
            Expect::Value => {
                let message = format!("expected a value before `{}`", bracket as char);
                self.damage(ErrorKind::MissingValue, span, &message);
                self.invalid_value(self.at);
            }
            _ => {}
        }
        while self.open.len() > position + 1 {
            let inner = &self.open[self.open.len() - 1];
            let start = self.nodes[inner.node as usize].span.start as usize;
            let opener = Span::new(start, start + 1);
            let wanted = if inner.kind == Kind::Object { '}' } else { ']' };
            let message = format!("expected `{wanted}`, found `{}`", bracket as char);
            self.damage(ErrorKind::MismatchedBracket, span, &message);
            if let Some(error) = self.errors.last_mut() {
                error.related = Some(opener);
            }
            self.damage_enclosing();
            self.close(self.at);
        }
        self.at += 1;
        self.close(self.at);
        if self.open.is_empty() { Expect::Done } else { Expect::CommaOrEnd }
    }

    /// Ends the innermost container at `end`.
    fn close(&mut self, end: usize) {
        if let Some(open) = self.open.pop() {
            let count = self.nodes.len() as u32;
            let node = &mut self.nodes[open.node as usize];
            node.span.end = end as u32;
            node.end = count;
        }
    }

    fn close_all(&mut self) {
        self.damage_enclosing();
        while !self.open.is_empty() {
            self.close(self.bytes.len());
        }
    }

    fn end_of_text(&mut self) -> Expect {
        if let Some(innermost) = self.open.last() {
            let node = self.nodes[innermost.node as usize];
            let (opener, wanted) = if node.kind == Kind::Object { ('{', '}') } else { ('[', ']') };
            let end = self.previous_end();
            let others = self.open.len() - 1;
            let mut message = format!("the file ends before this `{opener}` is closed: expected `{wanted}`");
            if others > 0 {
                message.push_str(&format!(", and {others} more closing bracket{}", if others == 1 { "" } else { "s" }));
            }
            self.error(ErrorKind::UnclosedContainer, Span::new(end, end), &message);
            if let Some(error) = self.errors.last_mut() {
                error.related = Some(Span { start: node.span.start, end: node.span.start + 1 });
            }
        }
        if self.key.is_some() {
            self.invalid_value(self.bytes.len());
        }
        self.close_all();
        Expect::Done
    }

    /// A key and its colon.
    fn member(&mut self, expect: Expect) -> Expect {
        let start = self.at;
        let mut flags = HAS_KEY;
        match self.bytes[self.at] {
            quote @ (b'"' | b'\'') => {
                let (escaped, open) = self.string(quote);
                flags |= if escaped { KEY_ESCAPED } else { 0 } | if open { KEY_OPEN } else { 0 };
            }
            byte if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'-') || byte >= 0x80 => {
                while self.bytes.get(self.at).is_some_and(|&byte| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'-') || byte >= 0x80
                }) {
                    self.at += 1;
                }
                flags |= KEY_BARE;
                let message = format!("the key {} needs double quotes", shown(&self.text[start..self.at]));
                self.damage(ErrorKind::UnquotedKey, Span::new(start, self.at), &message);
            }
            b'{' | b'[' => {
                let span = self.character_span();
                let message = format!("expected a key in double quotes, found `{}`", self.bytes[self.at] as char);
                self.damage(ErrorKind::MissingKey, span, &message);
                self.key = Some(Key { span: Span::at(start), flags: HAS_KEY | KEY_BARE });
                return self.value();
            }
            _ => {
                self.skip_garbage();
                return expect;
            }
        }
        let key = Key { span: Span::new(start, self.at), flags };
        let name_end = self.at;
        self.key = Some(key);
        self.skip_blanks();
        match self.bytes.get(self.at) {
            Some(b':') => {
                self.at += 1;
                self.skip_blanks();
                // Nearly always; what else may stand here is for `step` to say.
                if let Some(b'"' | b'{' | b'[' | b't' | b'f' | b'n' | b'0'..=b'9') = self.bytes.get(self.at) {
                    return self.value();
                }
            }
            Some(&byte) if Self::begins_value(byte) => {
                self.damage(ErrorKind::MissingColon, Span::at(name_end), "expected `:` behind the key");
            }
            Some(_) | None => {
                let message = format!("expected `:` and a value behind the key {}", shown(&self.text[start..name_end]));
                self.damage(ErrorKind::MissingColon, Span::at(name_end), &message);
                self.invalid_value(name_end);
                return Expect::CommaOrEnd;
            }
        }
        Expect::Value
    }

    fn value(&mut self) -> Expect {
        let start = self.at;
        match self.bytes[self.at] {
            byte @ (b'{' | b'[') => {
                let kind = if byte == b'{' { Kind::Object } else { Kind::Array };
                if self.open.len() == MAX_DEPTH {
                    let message = format!("nested deeper than {MAX_DEPTH} levels: what lies deeper was not read");
                    self.damage(ErrorKind::TooDeep, self.character_span(), &message);
                    self.skip_container();
                    self.push(Kind::Invalid, Span::new(start, self.at), 0);
                    return Expect::CommaOrEnd;
                }
                self.at += 1;
                let node = self.push(kind, Span::new(start, self.at), 0);
                self.open.push(Open { node, kind, filled: 0, marks: [0; MARK_WORDS] });
                return Expect::FirstOrEnd;
            }
            quote @ (b'"' | b'\'') => {
                let (escaped, open) = self.string(quote);
                let flags = if escaped { VALUE_ESCAPED } else { 0 } | if open { VALUE_OPEN } else { 0 };
                self.push(Kind::String, Span::new(start, self.at), flags);
            }
            b'-' | b'0'..=b'9' | b'+' | b'.' => self.number(),
            byte if byte.is_ascii_alphabetic() || byte == b'_' => self.word(),
            _ => {
                self.skip_garbage();
                self.push(Kind::Invalid, Span::new(start, self.at), 0);
            }
        }
        if self.open.is_empty() { Expect::Done } else { Expect::CommaOrEnd }
    }

    /// A number, or what looks like one.
    fn number(&mut self) {
        let start = self.at;
        while self
            .bytes
            .get(self.at)
            .is_some_and(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_'))
        {
            self.at += 1;
        }
        let span = Span::new(start, self.at);
        if is_number(&self.bytes[start..self.at]) {
            self.push(Kind::Number, span, 0);
        } else {
            let message = format!("{} is not a number as JSON writes it", shown(&self.text[start..self.at]));
            self.damage(ErrorKind::InvalidNumber, span, &message);
            self.push(Kind::Invalid, span, 0);
        }
    }

    fn word(&mut self) {
        let start = self.at;
        while self
            .bytes
            .get(self.at)
            .is_some_and(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'$'))
        {
            self.at += 1;
        }
        let span = Span::new(start, self.at);
        let kind = match &self.text[start..self.at] {
            "true" | "false" => Kind::Bool,
            "null" => Kind::Null,
            word => {
                let message = format!("{} is not a JSON value; text needs double quotes", shown(word));
                self.damage(ErrorKind::InvalidWord, span, &message);
                Kind::Invalid
            }
        };
        self.push(kind, span, 0);
    }

    /// Reads a string up to its closing quote; tells whether it holds escapes and whether the quote is missing.
    fn string(&mut self, quote: u8) -> (bool, bool) {
        let start = self.at;
        if quote == b'\'' {
            self.damage(ErrorKind::SingleQuotes, Span::new(start, start + 1), "JSON writes strings in double quotes");
        }
        self.at += 1;
        let mut escaped = false;
        let mut reported_control = false;
        let mut goes_on = false;
        loop {
            self.skip_plain(quote);
            match self.bytes.get(self.at) {
                Some(&byte) if byte == quote => {
                    self.at += 1;
                    return (escaped, false);
                }
                Some(b'\\') => {
                    escaped = true;
                    self.escape();
                }
                Some(&byte) if byte < 0x20 => {
                    if matches!(byte, b'\n' | b'\r') {
                        // Looked for once a string, so that the cost stays linear.
                        goes_on = goes_on || self.string_goes_on(quote);
                        if !goes_on {
                            return self.unclosed_string(start, escaped);
                        }
                    }
                    if !reported_control {
                        reported_control = true;
                        let message = format!("a string holds the control character U+{byte:04X} as it is");
                        self.error(ErrorKind::ControlCharacter, Span::new(self.at, self.at + 1), &message);
                    }
                    self.at += 1;
                }
                Some(_) => self.at += 1,
                None => return self.unclosed_string(start, escaped),
            }
        }
    }

    /// Skips the bytes of a string that mean themselves, eight at a time.
    fn skip_plain(&mut self, quote: u8) {
        const ONES: u64 = u64::from_le_bytes([1; 8]);
        const HIGHS: u64 = ONES << 7;
        while quote == b'"'
            && let Some(next) = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<8>())
        {
            let next = u64::from_le_bytes(*next);
            // Turning over one bit puts the quote behind the control characters, and the blank away from them.
            let turned = next ^ (ONES << 1);
            let before_blank = turned.wrapping_sub(ONES * 0x21) & !turned;
            let other = next ^ (ONES * u64::from(b'\\'));
            let backslash = other.wrapping_sub(ONES) & !other;
            // The high bit of each byte that ends the run; behind the first such byte it may be wrong.
            let ends = (before_blank | backslash) & HIGHS;
            if ends != 0 {
                self.at += ends.trailing_zeros() as usize / 8;
                return;
            }
            self.at += 8;
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let ends = |byte: &u8| *byte < 0x20 || *byte == quote || *byte == b'\\';
        self.at += rest.iter().position(ends).unwrap_or(rest.len());
    }

    fn unclosed_string(&mut self, start: usize, escaped: bool) -> (bool, bool) {
        let span = Span::new(start, (start + 1).min(self.bytes.len()));
        self.damage(ErrorKind::UnclosedString, span, "this string is not closed before the end of its line");
        (escaped, true)
    }

    /// Whether a string with a raw line end closes later: its quote is followed by what may follow a string.
    fn string_goes_on(&self, quote: u8) -> bool {
        let mut at = self.at;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 2,
                byte if byte == quote => {
                    let next = self.text[at + 1..].chars().find(|character| !is_lenient_blank(*character));
                    return next.is_none_or(|next| matches!(next, ',' | '}' | ']' | ':'));
                }
                _ => at += 1,
            }
        }
        false
    }

    fn escape(&mut self) {
        let start = self.at;
        let valid = match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                true
            }
            Some(b'u') => {
                let digits =
                    self.bytes[self.at + 2..].iter().take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
                self.at += 2 + digits;
                digits == 4
            }
            Some(_) => {
                self.at += 1;
                let next = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
                // A control character behind the backslash is reported for itself.
                self.at += if self.bytes[self.at] < 0x20 { 0 } else { next };
                false
            }
            None => {
                self.at += 1;
                false
            }
        };
        if !valid {
            let message = format!("{} is not an escape that JSON knows", shown(&self.text[start..self.at]));
            self.damage(ErrorKind::InvalidEscape, Span::new(start, self.at), &message);
        }
    }

    /// Skips blanks, and what only lenient readers take for blanks.
    #[expect(clippy::inline_always, reason = "called for each token; a call costs as much as what it does")]
    #[inline(always)]
    fn skip_blanks(&mut self) {
        let begins_token = |byte: &u8| !matches!(byte, 0..=b' ' | b'/' | 0x80..);
        // Mostly there is none, or one.
        match self.bytes.get(self.at) {
            Some(b' ') if self.bytes.get(self.at + 1).is_some_and(begins_token) => self.at += 1,
            Some(byte) if begins_token(byte) => {}
            _ => self.skip_some_blanks(),
        }
    }

    fn skip_some_blanks(&mut self) {
        loop {
            // Most blanks are a line end and indentation.
            if self.bytes.get(self.at) == Some(&b'\r') {
                self.at += 1;
            }
            if self.bytes.get(self.at) == Some(&b'\n') {
                self.at += 1;
            }
            while let Some(next) = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<8>()) {
                let others = u64::from_le_bytes(*next) ^ u64::from_le_bytes([b' '; 8]);
                self.at += others.trailing_zeros() as usize / 8;
                if others != 0 {
                    break;
                }
            }
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(b'/') if matches!(self.bytes.get(self.at + 1), Some(b'/' | b'*')) => self.comment(),
                Some(&byte) if byte >= 0x80 || byte == 0x0b || byte == 0x0c => {
                    let Some(character) = self.text[self.at..].chars().next() else { return };
                    if !is_lenient_blank(character) {
                        return;
                    }
                    let start = self.at;
                    while self.text[self.at..].starts_with(character) {
                        self.at += character.len_utf8();
                    }
                    let message = format!("U+{:04X} is no blank that JSON knows", character as u32);
                    self.error(ErrorKind::UnicodeSpace, Span::new(start, self.at), &message);
                }
                _ => return,
            }
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        let rest = &self.text[self.at..];
        let line = rest.starts_with("//");
        let length = if line { rest.find(['\n', '\r']) } else { rest[2..].find("*/").map(|at| at + 4) };
        self.at += length.unwrap_or(rest.len());
        let span = Span::new(start, self.at);
        if length.is_none() && !line {
            self.damage(ErrorKind::UnclosedComment, Span::new(start, start + 2), "this comment is never closed");
        } else {
            self.error(ErrorKind::Comment, span, "JSON has no comments");
        }
    }

    /// Skips what no rule of the grammar can use, up to where it makes sense again.
    fn skip_garbage(&mut self) {
        let start = self.at;
        let stops =
            |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b'{' | b'}' | b'[' | b']' | b'"' | b':');
        // The first byte is garbage whatever it is, so that there is always progress.
        self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8);
        while self.bytes.get(self.at).is_some_and(|&byte| !stops(byte)) {
            self.at += 1;
        }
        let message = format!("{} does not belong here", shown(&self.text[start..self.at]));
        self.damage(ErrorKind::UnexpectedCharacter, Span::new(start, self.at), &message);
    }

    /// Skips a container that is nested too deep, by counting brackets outside strings.
    fn skip_container(&mut self) {
        let mut depth = 0usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                b'"' => {
                    while let Some(&byte) = self.bytes.get(self.at) {
                        self.at += 1;
                        match byte {
                            b'\\' => self.at += 1,
                            b'"' => break,
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        self.at = self.bytes.len();
    }

    fn invalid_value(&mut self, at: usize) {
        if self.key.is_some() {
            self.push(Kind::Invalid, Span::at(at), 0);
        }
    }

    #[expect(clippy::inline_always, reason = "called for each value")]
    #[inline(always)]
    fn push(&mut self, kind: Kind, span: Span, flags: u8) -> u32 {
        let index = self.nodes.len() as u32;
        let key = self.key.take();
        let (mut parent, mut position) = (NO_NODE, 0);
        if let Some(open) = self.open.last_mut() {
            (parent, position) = (open.node, open.filled as usize);
            open.filled += 1;
            if let Some(key) = &key {
                match mark(self.bytes, key) {
                    Some((word, mark)) => {
                        if open.marks[word] & mark != 0 {
                            self.nodes[parent as usize].flags |= MAY_REPEAT_KEYS;
                        }
                        open.marks[word] |= mark;
                    }
                    None => self.nodes[parent as usize].flags |= MAY_REPEAT_KEYS,
                }
            }
        }
        self.nodes.push(NodeData {
            span,
            key: key.as_ref().map_or_else(|| Span::at(position), |key| key.span),
            parent,
            end: index + 1,
            kind,
            flags: flags | key.map_or(0, |key| key.flags),
        });
        index
    }

    fn character_span(&self) -> Span {
        let length = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        Span::new(self.at, self.at + length)
    }

    fn error(&mut self, kind: ErrorKind, span: Span, message: &str) {
        if kind.is_harmless() {
            if self.errors.len() - self.damages >= MAX_HARMLESS_ERRORS {
                return;
            }
        } else {
            self.damages += 1;
        }
        self.errors.push(SyntaxError { kind, span, message: message.to_owned(), related: None });
    }

    /// Reports an error after which the innermost container cannot be trusted to be complete.
    fn damage(&mut self, kind: ErrorKind, span: Span, message: &str) {
        if let Some(open) = self.open.last() {
            self.nodes[open.node as usize].flags |= DAMAGED;
        }
        self.error(kind, span, message);
    }

    /// After misplaced brackets no open container can be trusted.
    fn damage_enclosing(&mut self) {
        for open in &self.open {
            self.nodes[open.node as usize].flags |= DAMAGED;
        }
    }
}

/// What JSON or a lenient reader takes for a blank.
fn is_lenient_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}')
}

/// So many words hold the marks of the keys of an object: of ten keys two have the same one in every twelfth object.
const MARK_WORDS: usize = 8;

/// One bit of these words by length, first, middle and last byte; `None` where escapes hide which key it is.
fn mark(bytes: &[u8], key: &Key) -> Option<(usize, u64)> {
    if key.flags != HAS_KEY {
        return None;
    }
    let (start, end) = (key.span.start as usize, key.span.end as usize);
    let places = [start + 1, usize::midpoint(start, end), end.saturating_sub(2)];
    let [first, middle, last] = places.map(|at| bytes.get(at).copied().unwrap_or_default());
    let mixed = u32::from_le_bytes([first, middle, last, (end - start) as u8]).wrapping_mul(0x9e37_79b1);
    Some((mixed as usize >> 29, 1 << (mixed >> 23 & 63)))
}

/// A piece of the text for a message: at most 20 characters, in backticks.
fn shown(text: &str) -> String {
    let text = text.trim_matches('"');
    match text.char_indices().nth(20) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// The number grammar of RFC 8259.
fn is_number(bytes: &[u8]) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest[0] == b'0') {
        return false;
    }
    rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let exponent = exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
        let count = digits(exponent);
        return count > 0 && count == exponent.len();
    }
    rest.is_empty()
}
