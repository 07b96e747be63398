use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashSet};

use crate::connector::definition::{Definition, Keyword};
use crate::connector::shape::Shape;
use crate::finding::Safety;
use crate::json::{Node, splice};
use crate::rule::Cx;

rule! {
    /// A list that stands for a set holds the same value twice.
    ///
    /// `enum`, `required`, `schemes`, `consumes`, `produces`, `security` and the scopes in it are sets: a repeated value
    /// says nothing new, and where a choice is made from the list users see it twice.
    ///
    /// ```json,bad,at=/definitions/Order/properties/id/enum
    /// { "definitions": { "Order": { "properties": { "id": { "enum": ["a", "b", "a"] } } } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/required
    /// { "definitions": { "Order": { "required": ["id", "id"] } } }
    /// ```
    /// ```json,good
    /// {
    ///   "schemes": ["https", "http"],
    ///   "paths": { "/orders/{id}": { "get": { "tags": ["orders", "orders"] } } },
    ///   "definitions": { "Order": { "required": ["id", "total"], "properties": { "id": { "enum": ["1", "01"] } } } }
    /// }
    /// ```
    ArrayDuplicateValue {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: 1 of 7,737 published enums and none of 7,755 lists of required properties repeats a value",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (list, shape) in definition.shaped() {
        let is_set = match shape {
            Shape::SecurityRequirements => true,
            // No connector repeats a tag, so that nobody knows whether it would be refused.
            Shape::Strings => !list.key_is("tags"),
            _ => false,
        };
        if is_set && list.parent().is_some_and(|parent| definition.shape(parent) != Shape::Info) {
            check_list(cx, list);
        }
    }
    for typed in &definition.typed {
        if let Some(list) = typed.get(Keyword::Enum) {
            check_list(cx, list);
        }
    }
}

/// Whether a list holds nothing but different strings without escapes, as nearly all do; a short one needs no table of them.
fn are_plainly_different(list: Node<'_>) -> bool {
    const SHORT: usize = 8;
    if list.children().nth(SHORT).is_some() {
        let mut seen = HashSet::default();
        return list.children().all(|value| value.is_verbatim() && seen.insert(value.raw()));
    }
    list.children().enumerate().all(|(number, value)| {
        value.is_verbatim() && list.children().take(number).all(|earlier| earlier.raw() != value.raw())
    })
}

fn check_list<'a>(cx: &mut Cx<'_, 'a>, list: Node<'a>) {
    if !list.is_array() || are_plainly_different(list) {
        return;
    }
    let mut seen = HashMap::default();
    let mut repeated = Vec::new();
    for value in list.children() {
        match seen.entry(value.canonical()) {
            Entry::Vacant(vacant) => drop(vacant.insert(value)),
            Entry::Occupied(first) => repeated.push((*first.get(), value)),
        }
    }
    let Some(&(first, second)) = repeated.first() else { return };
    let name = list.key().unwrap_or_default();
    let shown = match second.as_str() {
        Some(text) => format!("`{text}`"),
        None if second.is_empty() => format!("`{}`", second.raw()),
        None => "an entry".to_owned(),
    };
    let removed: Vec<Node<'_>> = repeated.iter().map(|(_, value)| *value).collect();
    let title = if removed.len() == 1 { "remove the second one" } else { "remove all that is repeated" };
    cx.report(list, format!("`{name}` holds {shown} twice"))
        .label(first, "first here")
        .label(second, "and again here")
        .help("remove one of the two")
        .fix(Safety::Safe, title, splice(list, &removed, &[]).into_iter().map(Some));
}
