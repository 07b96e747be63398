//! A document in canonical form: two blanks a level or none, LF, a final newline; values keep their spelling.

use std::fmt::Write as _;

use super::{Document, Kind, Node};

/// The order in which an object's known members are written; others stay behind the member that they stand behind.
pub type Order<'o> = &'o dyn Fn(Node<'_>) -> &'static [&'static str];

/// Prints a document whose tree is exact; `None` when it is damaged, since something might get lost.
///
/// Numbers and strings keep the author's spelling, but control characters in strings are escaped. Comments go.
pub fn print(document: &Document, order: Order<'_>) -> Option<String> {
    if document.is_damaged() {
        return None;
    }
    let mut out = String::with_capacity(document.text().as_str().len());
    value(&mut out, document.root(), Some(0), order);
    out.push('\n');
    Some(out)
}

/// Prints a document as [`print()`] does, in the author's order and without indentation.
pub fn print_unindented(document: &Document) -> Option<String> {
    if document.is_damaged() {
        return None;
    }
    let mut out = String::with_capacity(document.text().as_str().len());
    value(&mut out, document.root(), None, &|_| &[]);
    out.push('\n');
    Some(out)
}

/// How many bytes [`print_unindented`] prints, but for control characters that it has to escape.
pub fn unindented_length(document: &Document) -> usize {
    let length_of = |node: Node<'_>| {
        let value = match node.kind() {
            // Brackets, and the line end before the closing one.
            Kind::Object | Kind::Array => 2 + usize::from(!node.is_empty()),
            _ => node.span().len(),
        };
        let key = node.key_span().map_or(0, |span| span.len() + ": ".len());
        let is_followed = node.parent().is_some_and(|parent| node.end_index() < parent.end_index());
        let line_end_and_comma = 1 + usize::from(is_followed);
        key + value + line_end_and_comma
    };
    document.nodes().map(length_of).sum()
}

/// Prints one value as [`print()`] would print it alone, without the final newline.
pub fn print_value(node: Node<'_>) -> String {
    let mut out = String::new();
    value(&mut out, node, Some(0), &|_| &[]);
    out
}

// Depth is bounded by MAX_DEPTH, so recursion is. Without a depth nothing is indented.
fn value(out: &mut String, node: Node<'_>, depth: Option<usize>, order: Order<'_>) {
    let inner = depth.map(|depth| depth + 1);
    match node.kind() {
        Kind::Object if node.is_empty() => out.push_str("{}"),
        Kind::Array if node.is_empty() => out.push_str("[]"),
        Kind::Object => {
            out.push('{');
            for (number, member) in in_order(node, order(node)).into_iter().enumerate() {
                next_line(out, number, inner);
                if let Some(span) = member.key_span() {
                    text(out, node.document().text().slice(span));
                }
                out.push_str(": ");
                value(out, member, inner, order);
            }
            new_line(out, depth);
            out.push('}');
        }
        Kind::Array => {
            out.push('[');
            for (number, element) in node.children().enumerate() {
                next_line(out, number, inner);
                value(out, element, inner, order);
            }
            new_line(out, depth);
            out.push(']');
        }
        _ => text(out, node.raw()),
    }
}

/// The members of an object: the known ones in their order, each with the unknown ones that the author put behind it;
/// unknown ones before the first known one come last.
fn in_order<'a>(object: Node<'a>, known: &[&str]) -> Vec<Node<'a>> {
    if known.is_empty() {
        return object.children().collect();
    }
    let mut last_known = known.len();
    let mut members = Vec::new();
    for member in object.children() {
        last_known = known.iter().position(|key| member.key_is(key)).unwrap_or(last_known);
        members.push((last_known, member));
    }
    members.sort_by_key(|(rank, _)| *rank);
    members.into_iter().map(|(_, member)| member).collect()
}

fn next_line(out: &mut String, number: usize, depth: Option<usize>) {
    if number > 0 {
        out.push(',');
    }
    new_line(out, depth);
}

fn new_line(out: &mut String, depth: Option<usize>) {
    out.push('\n');
    for _ in 0..depth.unwrap_or_default() {
        out.push_str("  ");
    }
}

/// A token as written, with its raw control characters escaped.
fn text(out: &mut String, raw: &str) {
    if !raw.bytes().any(|byte| byte < 0x20) {
        out.push_str(raw);
        return;
    }
    for character in raw.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a String cannot fail.
            control if control < ' ' => drop(write!(out, "\\u{:04x}", control as u32)),
            other => out.push(other),
        }
    }
}
