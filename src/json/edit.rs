//! Edits on a document: what is inserted looks like its neighbours, what is not touched keeps every byte.

use std::fmt::Write as _;
use std::ops::Range;

use foldhash::HashSet;

use super::{Kind, Node};
use crate::text::{Edit, Span, Text};

/// A text as a JSON string, with its quotes; only what must be escaped is.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a String cannot fail.
            control if control < ' ' => drop(write!(out, "\\u{:04x}", control as u32)),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// Replaces a value; `value` is JSON as it is to be written.
pub fn replace_value(node: Node<'_>, value: &str) -> Edit {
    Edit::replace(node.span(), value)
}

/// Replaces a piece of a string's text, given in bytes of it; `None` when the node is no string that has this piece.
pub fn replace_within(node: Node<'_>, range: Range<usize>, text: &str) -> Option<Edit> {
    let value = node.as_str()?;
    value.get(range.clone())?;
    if node.is_verbatim() {
        let start = node.inner_span().start as usize;
        let quoted = quote(text);
        return Some(Edit::replace(Span::new(start + range.start, start + range.end), &quoted[1..quoted.len() - 1]));
    }
    let mut value = value.into_owned();
    value.replace_range(range, text);
    Some(replace_value(node, &quote(&value)))
}

/// Gives a member another key; `None` for elements of arrays and the root.
pub fn rename_key(member: Node<'_>, key: &str) -> Option<Edit> {
    Some(Edit::replace(member.key_span()?, quote(key)))
}

/// Removes a member or element with its comma; `None` for the root.
pub fn remove(node: Node<'_>) -> Option<Edit> {
    let parent = node.parent()?;
    let span = match node.neighbours().into() {
        (_, Some(next)) => Span { start: start_of(node), end: start_of(next) },
        (Some(previous), None) => Span { start: previous.span().end, end: node.span().end },
        (None, None) => Span { start: parent.span().start + 1, end: parent.span().end - 1 },
    };
    Some(Edit::delete(span))
}

/// Adds a member behind the last one; `None` when the node is no object or is damaged.
///
/// `value` is JSON on one line, or as `serde_json::to_string_pretty` writes it; it takes on the layout around it.
pub fn insert_member(object: Node<'_>, key: &str, value: &str) -> Option<Edit> {
    if object.kind() != Kind::Object || object.is_damaged() {
        return None;
    }
    let layout = Layout::of(object);
    let member = layout.member(key, value);
    Some(match object.last_child() {
        Some(last) => Edit::insert(last.span().end, format!(",{}{member}", layout.before)),
        None => {
            let inside = Span { start: object.span().start + 1, end: object.span().end - 1 };
            Edit::replace(inside, format!("{}{member}{}", layout.before, layout.after))
        }
    })
}

/// Adds a member before another one; `None` when that is no member of an undamaged object.
pub fn insert_member_before(next: Node<'_>, key: &str, value: &str) -> Option<Edit> {
    let object = next.parent().filter(|object| object.kind() == Kind::Object && !object.is_damaged())?;
    let layout = Layout::of(object);
    Some(Edit::insert(start_of(next), format!("{},{}", layout.member(key, value), layout.before)))
}

/// Adds an element behind the last one; `None` when the node is no array or is damaged.
///
/// `value` is JSON on one line.
pub fn append_element(array: Node<'_>, value: &str) -> Option<Edit> {
    if array.kind() != Kind::Array || array.is_damaged() {
        return None;
    }
    let Some(last) = array.last_child() else {
        let inside = Span { start: array.span().start + 1, end: array.span().end - 1 };
        return Some(Edit::replace(inside, value));
    };
    let before = blanks_before(array.document().text().as_str(), start_of(last));
    // A list on one line has no blank behind its bracket, but one behind its commas.
    let before = if before.is_empty() && last.neighbours()[0].is_none() { " " } else { before };
    Some(Edit::insert(last.span().end, format!(",{before}{value}")))
}

/// Replaces a value by another one that takes on the layout around it; `value` as in [`insert_member`].
pub fn replace_laid_out(node: Node<'_>, value: &str) -> Edit {
    let value = match node.parent() {
        Some(parent) => Layout::of(parent).value(value),
        None => value.to_owned(),
    };
    replace_value(node, &value)
}

/// Where something new goes in an object or array.
#[derive(Clone, Copy, Debug)]
pub enum Slot<'a> {
    /// Behind a child that stays.
    After(Node<'a>),
    /// Before a child that stays.
    Before(Node<'a>),
    End,
}

/// A new member, or a new element where there is no key.
#[derive(Clone, Debug)]
pub struct Insertion<'a> {
    pub slot: Slot<'a>,
    pub key: Option<String>,
    /// As in [`insert_member`].
    pub value: String,
}

/// Removes some children of an object or array and adds others: edits that fit together, and with edits inside the
/// children that stay. Nothing when the container is damaged.
pub fn splice(container: Node<'_>, removed: &[Node<'_>], inserted: &[Insertion<'_>]) -> Vec<Edit> {
    if container.is_damaged() || (removed.is_empty() && inserted.is_empty()) {
        return Vec::new();
    }
    let gone: HashSet<u32> = removed.iter().map(|node| node.index()).collect();
    let layout = Layout::of(container);
    let kept: Vec<Node<'_>> = container.children().filter(|child| !gone.contains(&child.index())).collect();
    let Some(&last) = kept.last() else { return vec![layout.refill(container, inserted)] };
    let mut edits = removals(container, &gone);
    for insertion in inserted {
        let child = layout.child(insertion.key.as_deref(), &insertion.value);
        edits.push(match insertion.slot {
            Slot::Before(next) => Edit::insert(start_of(next), format!("{child},{}", layout.before)),
            Slot::After(previous) => Edit::insert(previous.span().end, format!(",{}{child}", layout.before)),
            Slot::End => Edit::insert(last.span().end, format!(",{}{child}", layout.before)),
        });
    }
    edits
}

/// One deletion for each run of neighbours that go; at least one child stays.
fn removals(container: Node<'_>, gone: &HashSet<u32>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut previous: Option<Node<'_>> = None;
    let mut run: Option<(Node<'_>, Node<'_>)> = None;
    for child in container.children() {
        if gone.contains(&child.index()) {
            run = Some((run.map_or(child, |(first, _)| first), child));
            continue;
        }
        if let Some((first, _)) = run.take() {
            edits.push(Edit::delete(Span { start: start_of(first), end: start_of(child) }));
        }
        previous = Some(child);
    }
    if let Some(((_, last), previous)) = run.zip(previous) {
        edits.push(Edit::delete(Span { start: previous.span().end, end: last.span().end }));
    }
    edits
}

fn start_of(node: Node<'_>) -> u32 {
    node.key_span().unwrap_or(node.span()).start
}

/// How the members of an object are laid out.
struct Layout {
    /// The blanks before each member: a line end and indentation, or a blank, or nothing.
    before: String,
    /// The blanks before the closing bracket of an object that is empty so far.
    after: String,
    colon: String,
    /// One step of indentation.
    unit: String,
    line_end: &'static str,
}

impl Layout {
    fn of(object: Node<'_>) -> Self {
        let text = object.document().text().as_str();
        // The index of lines is made once; searching the text here would cost its length for each edit.
        let first_line = object.document().text().line_at(0);
        let behind_first_line = text.get(first_line.end as usize..).unwrap_or_default();
        let line_end = if behind_first_line.starts_with("\r\n") { "\r\n" } else { "\n" };
        let last = object.last_child();
        let colon = last
            .and_then(|member| text.get(member.key_span()?.end as usize..member.span().start as usize))
            .filter(|colon| colon.trim() == ":")
            .unwrap_or(": ")
            .to_owned();
        let unit = indentation_unit(object);
        let outer = line_indentation(object.document().text(), object.span().start);
        let (before, after) = match last {
            Some(last) => {
                let before = blanks_before(text, start_of(last)).to_owned();
                // A list on one line has no blank behind its bracket, but one behind its commas.
                let is_first = object.is_array() && last.neighbours()[0].is_none();
                let before = if before.is_empty() && is_first { " ".to_owned() } else { before };
                (before, String::new())
            }
            None if !behind_first_line.is_empty() => (format!("{line_end}{outer}{unit}"), format!("{line_end}{outer}")),
            None => (String::new(), String::new()),
        };
        Self { before, after, colon, unit, line_end }
    }

    fn member(&self, key: &str, value: &str) -> String {
        format!("{}{}{}", quote(key), self.colon, self.value(value))
    }

    /// A member, or an element where there is no key.
    fn child(&self, key: Option<&str>, value: &str) -> String {
        key.map_or_else(|| self.value(value), |key| self.member(key, value))
    }

    fn value(&self, value: &str) -> String {
        let Some(indentation) = self.before.rsplit_once('\n').map(|(_, indentation)| indentation) else {
            return value.lines().map(str::trim_start).collect();
        };
        let mut out = String::with_capacity(value.len());
        for (number, line) in value.lines().enumerate() {
            if number > 0 {
                let depth = (line.len() - line.trim_start().len()) / 2;
                out.push_str(self.line_end);
                out.push_str(indentation);
                out.push_str(&self.unit.repeat(depth));
            }
            out.push_str(line.trim_start());
        }
        out
    }

    /// New children instead of all that a container holds.
    fn refill(&self, container: Node<'_>, inserted: &[Insertion<'_>]) -> Edit {
        let inside = Span { start: container.span().start + 1, end: container.span().end - 1 };
        if inserted.is_empty() {
            return Edit::delete(inside);
        }
        let children: Vec<String> =
            inserted.iter().map(|insertion| self.child(insertion.key.as_deref(), &insertion.value)).collect();
        let text = container.document().text().as_str();
        let after = match container.last_child() {
            Some(last) => &text[last.span().end as usize..inside.end as usize],
            None => self.after.as_str(),
        };
        // What stood behind the last child may have been a comma.
        let after = &after[after.trim_end_matches([' ', '\t', '\n', '\r']).len()..];
        let children = children.join(&format!(",{}", self.before));
        // A list on one line begins directly behind its bracket.
        let before = if container.is_array() && !self.before.contains('\n') { "" } else { self.before.as_str() };
        Edit::replace(inside, format!("{before}{children}{after}"))
    }
}

/// Longer indentation is not imitated: each edit would hold it again.
const MAX_BLANKS: usize = 500;

/// The blanks directly before an offset.
fn blanks_before(text: &str, offset: u32) -> &str {
    let nearest = text.floor_char_boundary((offset as usize).saturating_sub(MAX_BLANKS));
    let before = &text[nearest..offset as usize];
    let blanks = &before[before.trim_end_matches([' ', '\t', '\n', '\r']).len()..];
    // Only the last line end counts: blank lines are not imitated.
    match blanks.rfind('\n') {
        Some(at) => &blanks[if blanks[..at].ends_with('\r') { at - 1 } else { at }..],
        None => blanks,
    }
}

/// The blanks at the start of the line that holds an offset.
fn line_indentation(text: &Text, offset: u32) -> &str {
    let line = text.slice(text.line_at(offset));
    let end = line.bytes().take(MAX_BLANKS).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    &line[..end]
}

/// One step of indentation: what the root's first member stands behind, else two blanks.
fn indentation_unit(node: Node<'_>) -> String {
    let document = node.document();
    let text = document.text();
    document
        .root()
        .children()
        .next()
        .map(|child| line_indentation(text, start_of(child)))
        .filter(|unit| !unit.is_empty())
        .unwrap_or("  ")
        .to_owned()
}
