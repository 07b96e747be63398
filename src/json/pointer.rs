//! RFC 6901 JSON pointers, both ways.

use std::fmt::Write as _;

use super::{Kind, Node};

/// A key as a token of a pointer: `~` becomes `~0`, `/` becomes `~1`.
pub fn escape_token(key: &str) -> String {
    let mut token = String::with_capacity(key.len() + 8);
    push_token(&mut token, key);
    token
}

fn push_token(pointer: &mut String, key: &str) {
    let mut rest = key;
    while let Some(at) = memchr::memchr2(b'~', b'/', rest.as_bytes()) {
        pointer.push_str(&rest[..at]);
        pointer.push_str(if rest.as_bytes()[at] == b'~' { "~0" } else { "~1" });
        rest = &rest[at + 1..];
    }
    pointer.push_str(rest);
}

/// The pointer of a member of the value at `pointer`.
pub fn join(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", escape_token(key))
}

pub(super) fn of(node: Node<'_>) -> String {
    let mut route = Vec::with_capacity(16);
    let mut next = Some(node);
    while let Some(node) = next {
        route.push(node);
        next = node.parent();
    }
    let mut pointer = String::with_capacity(route.len() * 12);
    for node in route.into_iter().rev().skip(1) {
        pointer.push('/');
        match node.key() {
            Some(key) => push_token(&mut pointer, &key),
            // Writing to a String cannot fail.
            None => drop(write!(pointer, "{}", node.position_in_parent().unwrap_or_default())),
        }
    }
    pointer
}

pub(super) fn find<'a>(root: Node<'a>, pointer: &str) -> Option<Node<'a>> {
    if pointer.is_empty() {
        return Some(root);
    }
    let mut node = root;
    for token in pointer.strip_prefix('/')?.split('/') {
        node = match node.kind() {
            Kind::Object => node.get(&unescape_token(token)?)?,
            Kind::Array => node.element(array_index(token)?)?,
            _ => return None,
        };
    }
    Some(node)
}

fn unescape_token(token: &str) -> Option<String> {
    let mut out = String::with_capacity(token.len());
    let mut characters = token.chars();
    while let Some(character) = characters.next() {
        out.push(match character {
            '~' => match characters.next()? {
                '0' => '~',
                '1' => '/',
                _ => return None,
            },
            other => other,
        });
    }
    Some(out)
}

/// An index as RFC 6901 writes it: digits, no leading zero.
fn array_index(token: &str) -> Option<usize> {
    let plain = token.bytes().all(|byte| byte.is_ascii_digit()) && (token.len() == 1 || !token.starts_with('0'));
    if plain { token.parse().ok() } else { None }
}
