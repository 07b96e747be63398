//! JSON that knows where everything is: a flat tree of nodes in document order, with a span for each key and value.
//!
//! Parsing never fails: it returns a tree and the errors it met ([`Document::errors`]). A node after an error may be
//! missing or wrong, so every question about a node answers with an `Option`. Knows nothing about connectors.

mod edit;
mod merge;
mod parse;
mod pointer;
mod print;
#[cfg(test)]
mod tests;
mod wide;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use foldhash::HashMap;

pub use edit::{
    Insertion, Slot, append_element, insert_member, insert_member_before, quote, remove, rename_key, replace_laid_out,
    replace_value, replace_within, splice,
};
pub use merge::{Clash, Side, merge};
pub use parse::{MAX_DEPTH, MAX_ERRORS};
pub use pointer::{escape_token, join};
pub use print::{Order, print, print_unindented, print_value, unindented_length};

use crate::text::{FileId, Place, Position, Span, Text};
use wide::Wide;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
    /// Something that is no JSON value; an error says what.
    Invalid,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Bool => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
            Self::Invalid => "invalid",
        })
    }
}

/// What is wrong with the text as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    // Errors that leave the tree exact: lenient readers accept them.
    ByteOrderMark,
    Comment,
    ControlCharacter,
    TrailingComma,
    UnicodeSpace,
    // Errors after which the container that holds them may be wrong.
    Empty,
    InvalidEscape,
    InvalidNumber,
    InvalidWord,
    MismatchedBracket,
    MissingColon,
    MissingComma,
    MissingKey,
    MissingValue,
    SingleQuotes,
    StrayBracket,
    TooDeep,
    TooManyErrors,
    TrailingContent,
    UnclosedComment,
    UnclosedContainer,
    UnclosedString,
    UnexpectedCharacter,
    UnquotedKey,
}

impl ErrorKind {
    /// Whether the tree holds exactly what a lenient reader would read.
    pub fn is_harmless(self) -> bool {
        matches!(
            self,
            Self::ByteOrderMark | Self::Comment | Self::ControlCharacter | Self::TrailingComma | Self::UnicodeSpace
        )
    }
}

/// One place where the text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: ErrorKind,
    pub span: Span,
    /// What is wrong, with the text in question.
    pub message: String,
    /// Another place that explains the error, such as the bracket that is never closed.
    pub related: Option<Span>,
}

#[derive(Clone, Copy, Debug)]
struct NodeData {
    /// The value with its brackets or quotes.
    span: Span,
    /// The key with its quotes; for elements of arrays an empty span at their position.
    key: Span,
    parent: u32,
    /// The index behind the last descendant: the next sibling, if there is one.
    end: u32,
    kind: Kind,
    flags: u8,
}

const KEY_ESCAPED: u8 = 1;
const VALUE_ESCAPED: u8 = 2;
const DAMAGED: u8 = 4;
const HAS_KEY: u8 = 8;
/// The closing quote of the value is missing.
const VALUE_OPEN: u8 = 16;
const KEY_OPEN: u8 = 32;
const KEY_BARE: u8 = 64;
const MAY_REPEAT_KEYS: u8 = 128;

const NO_NODE: u32 = u32::MAX;

/// A parsed JSON text.
#[derive(Debug)]
pub struct Document {
    file: FileId,
    text: Text,
    nodes: Vec<NodeData>,
    errors: Vec<SyntaxError>,
    /// Made when a member of an object with very many is first asked for.
    wide: OnceLock<Wide>,
}

impl Document {
    /// Parses a text; cannot fail. The root is [`Kind::Invalid`] when there is no value at all.
    pub fn parse(file: FileId, text: impl Into<String>) -> Self {
        let text = Text::new(text);
        let (nodes, errors) = parse::parse(text.as_str());
        Self { file, text, nodes, errors, wide: OnceLock::new() }
    }

    pub fn file(&self) -> FileId {
        self.file
    }

    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Where the text is not JSON, in document order.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    /// Whether something may be missing from the tree, or wrong in it.
    pub fn is_damaged(&self) -> bool {
        self.errors.iter().any(|error| !error.kind.is_harmless())
    }

    pub fn root(&self) -> Node<'_> {
        Node { document: self, index: 0 }
    }

    /// All nodes in document order, a parent before its children.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = Node<'_>> + DoubleEndedIterator {
        (0..self.nodes.len() as u32).map(|index| Node { document: self, index })
    }

    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The node with this number in document order.
    pub fn node(&self, index: u32) -> Option<Node<'_>> {
        ((index as usize) < self.nodes.len()).then_some(Node { document: self, index })
    }

    /// The node at an RFC 6901 pointer; the last one where a key is written twice.
    pub fn at(&self, pointer: &str) -> Option<Node<'_>> {
        pointer::find(self.root(), pointer)
    }

    /// The innermost node whose key or value holds the byte at `offset`.
    pub fn node_at_offset(&self, offset: u32) -> Node<'_> {
        let mut node = self.root();
        'deeper: loop {
            for child in node.children() {
                let data = child.data();
                let start = if child.has_key() { data.key.start } else { data.span.start };
                if start <= offset && offset < data.span.end.max(start + 1) {
                    node = child;
                    continue 'deeper;
                }
            }
            return node;
        }
    }

    pub fn position(&self, offset: u32) -> Position {
        self.text.position(offset)
    }
}

/// A value in a document: two words, copied freely.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    document: &'a Document,
    index: u32,
}

impl PartialEq for Node<'_> {
    /// The same place, not an equal value: see [`Node::same_value`].
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.index == other.index
    }
}

impl Eq for Node<'_> {}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.kind(), self.pointer())
    }
}

impl<'a> Node<'a> {
    fn data(self) -> &'a NodeData {
        &self.document.nodes[self.index as usize]
    }

    fn has_flag(self, flag: u8) -> bool {
        self.data().flags & flag != 0
    }

    pub fn document(self) -> &'a Document {
        self.document
    }

    /// The number of this node in document order.
    pub fn index(self) -> u32 {
        self.index
    }

    pub fn kind(self) -> Kind {
        self.data().kind
    }

    pub fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    pub fn is_array(self) -> bool {
        self.kind() == Kind::Array
    }

    pub fn is_string(self) -> bool {
        self.kind() == Kind::String
    }

    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// Whether an error was met directly in this container, so that something may be missing from it.
    pub fn is_damaged(self) -> bool {
        self.has_flag(DAMAGED) || self.kind() == Kind::Invalid
    }

    pub fn has_key(self) -> bool {
        self.has_flag(HAS_KEY)
    }

    /// The key as written between its quotes, escapes and all.
    fn raw_key(self) -> &'a str {
        let data = self.data();
        let mut span = data.key;
        if data.flags & KEY_BARE == 0 {
            span.start += 1;
            span.end -= u32::from(data.flags & KEY_OPEN == 0);
        }
        self.document.text.slice(span)
    }

    /// The key under which an object holds this value.
    pub fn key(self) -> Option<Cow<'a, str>> {
        if !self.has_key() {
            None
        } else if self.has_flag(KEY_ESCAPED) {
            Some(Cow::Owned(unescape(self.raw_key())))
        } else {
            Some(Cow::Borrowed(self.raw_key()))
        }
    }

    /// Whether two members of this object may have the same key; where not, none have.
    pub fn may_repeat_keys(self) -> bool {
        self.has_flag(MAY_REPEAT_KEYS)
    }

    /// The bytes of the key where it is written without escapes, as nearly all are; cheaper than [`Node::key`].
    pub fn plain_key(self) -> Option<&'a [u8]> {
        let data = self.data();
        let is_plain = data.flags & (HAS_KEY | KEY_ESCAPED | KEY_OPEN | KEY_BARE) == HAS_KEY;
        let bytes = self.document.text.as_str().as_bytes();
        bytes.get(data.key.start as usize + 1..(data.key.end as usize).checked_sub(1)?).filter(|_| is_plain)
    }

    /// Whether the key begins with `prefix`; cheaper than asking [`Node::key`].
    pub fn key_starts_with(self, prefix: &str) -> bool {
        match self.plain_key() {
            Some(key) => key.starts_with(prefix.as_bytes()),
            None => self.key().is_some_and(|key| key.starts_with(prefix)),
        }
    }

    /// Whether the key is `name`; cheaper than comparing [`Node::key`].
    pub fn key_is(self, name: &str) -> bool {
        let data = self.data();
        if data.flags & (HAS_KEY | KEY_ESCAPED | KEY_OPEN | KEY_BARE) == HAS_KEY {
            // Nearly every key is so; most differ in length already.
            return data.key.len() == name.len() + 2
                && self.document.text.as_str().as_bytes()[data.key.start as usize + 1..].starts_with(name.as_bytes());
        }
        self.key().is_some_and(|key| key == name)
    }

    /// The value of a string, unescaped.
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        let data = self.data();
        if data.kind != Kind::String {
            return None;
        }
        let mut span = data.span;
        span.start += 1;
        span.end -= u32::from(data.flags & VALUE_OPEN == 0);
        let raw = self.document.text.slice(span);
        Some(if data.flags & VALUE_ESCAPED != 0 { Cow::Owned(unescape(raw)) } else { Cow::Borrowed(raw) })
    }

    /// Whether this is the string `value`.
    pub fn is_str(self, value: &str) -> bool {
        let data = self.data();
        if data.kind == Kind::String && data.flags & (VALUE_ESCAPED | VALUE_OPEN) == 0 {
            // Nearly every string is so; most differ in length already.
            return data.span.len() == value.len() + 2
                && self.document.text.as_str().as_bytes()[data.span.start as usize + 1..]
                    .starts_with(value.as_bytes());
        }
        self.as_str().is_some_and(|text| text == value)
    }

    /// Whether offsets in the value of this string are offsets in its text (it holds no escapes).
    pub fn is_verbatim(self) -> bool {
        self.kind() == Kind::String && !self.has_flag(VALUE_ESCAPED)
    }

    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.raw() == "true")
    }

    /// The value of a number; infinite when it is too big for an `f64`.
    pub fn as_f64(self) -> Option<f64> {
        if self.kind() == Kind::Number { self.raw().parse().ok() } else { None }
    }

    /// The value of a number that is written as an integer.
    pub fn as_i64(self) -> Option<i64> {
        if self.kind() == Kind::Number { self.raw().parse().ok() } else { None }
    }

    /// Whether this is a number without fraction and exponent.
    pub fn is_integer(self) -> bool {
        self.kind() == Kind::Number && !self.raw().contains(['.', 'e', 'E'])
    }

    /// The value as written.
    pub fn raw(self) -> &'a str {
        self.document.text.slice(self.data().span)
    }

    pub fn parent(self) -> Option<Node<'a>> {
        let parent = self.data().parent;
        (parent != NO_NODE).then_some(Node { document: self.document, index: parent })
    }

    /// The members of an object or elements of an array; nothing for other kinds.
    pub fn children(self) -> Children<'a> {
        Children { document: self.document, next: self.index + 1, end: self.data().end }
    }

    /// The last member or element, found from the end: the others are not walked through.
    pub fn last_child(self) -> Option<Node<'a>> {
        self.child_around(self.data().end.checked_sub(1)?)
    }

    /// The child of this container that is, or holds, the node with this number.
    fn child_around(self, index: u32) -> Option<Node<'a>> {
        let mut node = Node { document: self.document, index };
        while node.index > self.index {
            let parent = node.parent()?;
            if parent == self {
                return Some(node);
            }
            node = parent;
        }
        None
    }

    /// The children of the same container directly before and behind this one.
    pub fn neighbours(self) -> [Option<Node<'a>>; 2] {
        let Some(parent) = self.parent() else { return [None, None] };
        let next = self.data().end;
        let next = (next < parent.data().end).then_some(Node { document: self.document, index: next });
        [parent.child_around(self.index - 1), next]
    }

    /// This node and everything below it, in document order.
    pub fn descendants(self) -> impl Iterator<Item = Node<'a>> {
        let document = self.document;
        (self.index..self.data().end).map(move |index| Node { document, index })
    }

    /// The index behind the last descendant.
    pub fn end_index(self) -> u32 {
        self.data().end
    }

    /// Whether `other` is this node or lies below it.
    pub fn holds(self, other: Node<'a>) -> bool {
        self.index <= other.index && other.index < self.data().end
    }

    pub fn is_empty(self) -> bool {
        self.data().end == self.index + 1
    }

    /// The member of an object; the last one where a key is written twice, as the platform's reader has it.
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        if self.kind() != Kind::Object {
            return None;
        }
        // Rules ask for members more than for anything else.
        let bytes = self.document.text.as_str().as_bytes();
        let has_key = |index: u32, data: &NodeData| match data.flags & (HAS_KEY | KEY_ESCAPED | KEY_OPEN | KEY_BARE) {
            HAS_KEY => {
                data.key.len() == key.len() + 2 && bytes[data.key.start as usize + 1..].starts_with(key.as_bytes())
            }
            _ => Node { document: self.document, index }.key_is(key),
        };
        let (mut found, mut next, end) = (None, self.index + 1, self.data().end);
        let mut count = 0;
        while next < end {
            if count == wide::MOST_WALKED {
                return self.document.wide.get_or_init(|| Wide::of(self.document)).get(self, key);
            }
            count += 1;
            let data = &self.document.nodes[next as usize];
            if has_key(next, data) {
                found = Some(Node { document: self.document, index: next });
            }
            next = data.end;
        }
        found
    }

    /// The node at an RFC 6901 pointer that begins at this one.
    pub fn at(self, pointer: &str) -> Option<Node<'a>> {
        pointer::find(self, pointer)
    }

    /// The element of an array.
    pub fn element(self, index: usize) -> Option<Node<'a>> {
        if self.is_array() { self.children().nth(index) } else { None }
    }

    /// The value of the string member `key`.
    pub fn str_member(self, key: &str) -> Option<Cow<'a, str>> {
        self.get(key).and_then(Node::as_str)
    }

    /// The place of the node in its parent array.
    pub fn position_in_parent(self) -> Option<usize> {
        let parent = self.parent()?;
        if self.has_key() {
            parent.children().position(|child| child == self)
        } else {
            Some(self.data().key.start as usize)
        }
    }

    /// The span of the value, with its brackets or quotes.
    pub fn span(self) -> Span {
        self.data().span
    }

    /// The span of the text between the quotes of a string.
    pub fn inner_span(self) -> Span {
        let data = self.data();
        if data.kind != Kind::String {
            return data.span;
        }
        Span { start: data.span.start + 1, end: data.span.end - u32::from(data.flags & VALUE_OPEN == 0) }
    }

    /// The span of the key with its quotes.
    pub fn key_span(self) -> Option<Span> {
        self.has_key().then(|| self.data().key)
    }

    /// What a person should look at: a scalar itself; of a container its key, or its opening bracket.
    pub fn place(self) -> Place {
        let data = self.data();
        let span = match data.kind {
            Kind::Array | Kind::Object if self.has_key() => data.key,
            Kind::Array | Kind::Object => Span { start: data.span.start, end: data.span.start + 1 },
            _ => data.span,
        };
        Place { file: self.document.file, span }
    }

    /// The key, or where there is none the value.
    pub fn key_place(self) -> Place {
        self.key_span().map_or_else(|| self.place(), |span| Place { file: self.document.file, span })
    }

    /// The RFC 6901 pointer; `""` for the root.
    pub fn pointer(self) -> String {
        pointer::of(self)
    }

    /// The pointer as reports tell it: `None` where its keys are so long that a report with many places below them would
    /// be many times as long as the document.
    pub fn told_pointer(self) -> Option<String> {
        const MAX_TOLD_POINTER: u32 = 4_000;
        let around = std::iter::successors(Some(self), |node| node.parent());
        let keys =
            around.filter_map(Node::key_span).fold(0, |length: u32, key| length.saturating_add(key.len() as u32));
        (keys <= MAX_TOLD_POINTER).then(|| self.pointer())
    }

    /// Whether two values are equal as JSON: order of members and spelling of strings do not matter, nor does the
    /// spelling of numbers that are equal as `f64`. Of members with the same key the last one counts.
    pub fn same_value(self, other: Node<'_>) -> bool {
        // Most values that are compared are written alike.
        if self.kind() == other.kind() && self.raw() == other.raw() {
            return true;
        }
        // Depth is bounded by MAX_DEPTH, so recursion is.
        match (self.kind(), other.kind()) {
            (Kind::Null, Kind::Null) => true,
            (Kind::Bool, Kind::Bool) => self.as_bool() == other.as_bool(),
            (Kind::Number, Kind::Number) => self.as_f64() == other.as_f64(),
            (Kind::String, Kind::String) => self.as_str() == other.as_str(),
            (Kind::Array, Kind::Array) => {
                let (mut left, mut right) = (self.children(), other.children());
                loop {
                    match (left.next(), right.next()) {
                        (None, None) => return true,
                        (Some(left), Some(right)) if left.same_value(right) => {}
                        _ => return false,
                    }
                }
            }
            (Kind::Object, Kind::Object) => {
                let (left, right) = (self.members(), other.members());
                left.len() == right.len()
                    && left.iter().all(|(key, member)| right.get(key).is_some_and(|found| member.same_value(*found)))
            }
            _ => false,
        }
    }

    /// The members of an object by key; of those with the same key the last.
    fn members(self) -> HashMap<Cow<'a, str>, Node<'a>> {
        self.children().filter_map(|member| Some((member.key()?, member))).collect()
    }

    /// A text that two values share exactly when they are equal as in [`Node::same_value`]: a key for sets.
    pub fn canonical(self) -> String {
        match self.kind() {
            Kind::Null | Kind::Bool | Kind::Invalid => self.raw().to_owned(),
            // `-0` and `0` are equal.
            Kind::Number => self.as_f64().map_or_else(|| self.raw().to_owned(), |number| (number + 0.0).to_string()),
            Kind::String => quote(&self.as_str().unwrap_or_default()),
            Kind::Array => {
                let elements: Vec<String> = self.children().map(Self::canonical).collect();
                format!("[{}]", elements.join(","))
            }
            Kind::Object => {
                let mut members: Vec<String> = self
                    .members()
                    .into_iter()
                    .map(|(key, member)| format!("{}:{}", quote(&key), member.canonical()))
                    .collect();
                members.sort_unstable();
                format!("{{{}}}", members.join(","))
            }
        }
    }

    /// The value for crates that speak `serde_json`; the last member wins where a key is written twice.
    pub fn to_value(self) -> serde_json::Value {
        use serde_json::Value;
        match self.kind() {
            Kind::Null | Kind::Invalid => Value::Null,
            Kind::Bool => Value::Bool(self.as_bool() == Some(true)),
            Kind::Number => self.raw().parse().map_or(Value::Null, Value::Number),
            Kind::String => Value::String(self.as_str().unwrap_or_default().into_owned()),
            Kind::Array => self.children().map(Self::to_value).collect(),
            Kind::Object => self
                .children()
                .filter_map(|member| Some((member.key()?.into_owned(), member.to_value())))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}

/// The children of a node, in document order.
#[derive(Clone)]
pub struct Children<'a> {
    document: &'a Document,
    next: u32,
    end: u32,
}

impl<'a> Iterator for Children<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        if self.next >= self.end {
            return None;
        }
        let node = Node { document: self.document, index: self.next };
        self.next = node.data().end;
        Some(node)
    }
}

/// Undoes the escapes of a string; lone surrogates become U+FFFD, unknown escapes stand for their character.
fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(escape) = rest.chars().next() else { break };
        rest = &rest[escape.len_utf8()..];
        match escape {
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            'u' => rest = unescape_unicode(rest, &mut out),
            other => out.push(other),
        }
    }
    out.push_str(rest);
    out
}

/// Reads what follows `\u`, and the second half of a surrogate pair; returns what is left.
fn unescape_unicode<'t>(rest: &'t str, out: &mut String) -> &'t str {
    let Some(first) = hex4(rest) else {
        out.push('u');
        return rest;
    };
    let rest = &rest[4..];
    let low = rest.strip_prefix("\\u").and_then(hex4).filter(|low| (0xdc00..0xe000).contains(low));
    match (first, low) {
        (0xd800..0xdc00, Some(low)) => {
            let code = 0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00);
            out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            &rest[6..]
        }
        _ => {
            out.push(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
            rest
        }
    }
}

fn hex4(text: &str) -> Option<u32> {
    let digits = text.get(..4)?;
    if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) { u32::from_str_radix(digits, 16).ok() } else { None }
}
