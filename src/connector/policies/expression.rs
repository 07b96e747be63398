//! A lexer for the expressions in policies, such as `https://@connectionParameters('host')/v1`: it finds the calls.
//!
//! An expression begins with `@`, or `@{` up to the matching `}`; calls may be nested. Evaluates nothing.

use std::ops::Range;

/// The functions that published policies call at the beginning of an expression.
pub const FUNCTIONS: [&str; 6] = ["connectionParameters", "queryParameters", "headers", "body", "triggerBody", "item"];

/// A pair of brackets in a path holds at most so many bytes.
const MAX_BRACKET: usize = 256;

/// A call within an expression; all ranges count bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call<'t> {
    pub name: &'t str,
    pub name_range: Range<usize>,
    /// The first argument without its quotes, where it is a quoted text.
    pub argument: Option<(&'t str, Range<usize>)>,
    /// Whether a second argument says what to take where the first names nothing.
    pub has_fallback: bool,
    /// What follows the call, up to the end of the expression: `.value[0].id`.
    pub path: &'t str,
    /// Whether its parenthesis and quotes are closed.
    pub is_closed: bool,
}

impl Call<'_> {
    /// Whether it calls this function; the platform reads names in any case.
    pub fn is(&self, function: &str) -> bool {
        self.name.eq_ignore_ascii_case(function)
    }
}

/// All calls of a text, in the order in which they begin.
pub fn calls(text: &str) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'@', &text.as_bytes()[at..]) {
        let start = at + found + 1;
        let braced = text[start..].starts_with('{');
        let mut lexer = Lexer { text, at: start + usize::from(braced), open: Vec::new(), calls: &mut calls };
        lexer.expression(braced);
        at = lexer.at.max(start);
    }
    calls
}

struct Lexer<'t, 'c> {
    text: &'t str,
    at: usize,
    /// For each open parenthesis the call that it belongs to, and the number of commas in it.
    open: Vec<(Option<usize>, usize)>,
    calls: &'c mut Vec<Call<'t>>,
}

impl<'t> Lexer<'t, '_> {
    /// Reads one expression: unbraced, it ends with the path behind its outermost call.
    fn expression(&mut self, braced: bool) {
        loop {
            let name = self.name();
            let Some(&byte) = self.text.as_bytes().get(self.at) else { return };
            let called = byte == b'(' && !name.is_empty();
            if !called && !braced && self.open.is_empty() {
                return;
            }
            match byte {
                b'(' => self.begin_call(name),
                b')' if self.open.is_empty() => return,
                b')' => {
                    self.end_call();
                    if self.open.is_empty() && !braced {
                        return;
                    }
                }
                b'\'' => self.quoted(),
                b',' => {
                    if let Some((_, commas)) = self.open.last_mut() {
                        *commas += 1;
                    }
                    self.at += 1;
                }
                b'}' if braced && self.open.is_empty() => return,
                _ => self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8),
            }
        }
    }

    /// The letters and digits from here on; may be empty.
    fn name(&mut self) -> Range<usize> {
        let start = self.at;
        let length =
            self.text[start..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        self.at += length;
        start..self.at
    }

    fn begin_call(&mut self, name: Range<usize>) {
        self.at += 1;
        if name.is_empty() {
            self.open.push((None, 0));
            return;
        }
        self.open.push((Some(self.calls.len()), 0));
        self.calls.push(Call {
            name: &self.text[name.clone()],
            name_range: name,
            argument: None,
            has_fallback: false,
            path: "",
            is_closed: false,
        });
    }

    fn end_call(&mut self) {
        self.at += 1;
        let Some((Some(call), commas)) = self.open.pop() else { return };
        self.calls[call].is_closed = true;
        self.calls[call].has_fallback = commas > 0;
        self.calls[call].path = path_at(&self.text[self.at..]);
    }

    /// Reads a text in single quotes; a quote in it is written twice.
    fn quoted(&mut self) {
        let start = self.at + 1;
        let mut end = start;
        loop {
            match memchr::memchr(b'\'', &self.text.as_bytes()[end..]) {
                None => {
                    self.at = self.text.len();
                    return;
                }
                Some(length) if self.text[end + length + 1..].starts_with('\'') => end += length + 2,
                Some(length) => {
                    end += length;
                    break;
                }
            }
        }
        self.at = end + 1;
        if let Some((Some(call), 0)) = self.open.last() {
            self.calls[*call].argument.get_or_insert((&self.text[start..end], start..end));
        }
    }
}

/// The path at the beginning of a text: names behind full stops, and brackets.
fn path_at(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut end = 0;
    loop {
        let rest = &bytes[end..];
        let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$');
        let length = match rest.first() {
            Some(b'.') => match rest[1..].iter().take_while(is_name).count() {
                0 => return &text[..end],
                length => length + 1,
            },
            Some(b'[') => match memchr::memchr(b']', &rest[..rest.len().min(MAX_BRACKET)]) {
                None => return &text[..end],
                Some(length) => length + 1,
            },
            _ => return &text[..end],
        };
        end += length;
    }
}

/// The names of a path such as `.value[0]['@odata.id']`; numbers of elements are left out.
pub fn path_names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(first) = rest.chars().next() {
        let (name, tail) = if first == '[' {
            let (inside, tail) = rest[1..].split_once(']').unwrap_or((&rest[1..], ""));
            (inside.trim_matches(['\'', '"', ' ']), tail)
        } else {
            let name = rest.strip_prefix('.').unwrap_or(rest);
            let end = name.find(['.', '[']).unwrap_or(name.len());
            name.split_at(end)
        };
        if !name.is_empty() && !name.bytes().all(|byte| byte.is_ascii_digit()) {
            names.push(name);
        }
        rest = if tail.len() < rest.len() { tail } else { "" };
    }
    names
}

#[cfg(test)]
mod tests;
