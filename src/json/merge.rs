//! Three-way merge of JSON, key by key: what changed from one base to another is carried over into an edited copy.
//!
//! The result is a list of edits on the copy (`ours`), so that its order, layout and spelling stay. What ours lacks of the
//! base was removed on purpose and stays away. Never merges text, and knows nothing about connectors.

use std::borrow::Cow;
use std::collections::HashMap;

use super::edit::{Insertion, Slot, replace_laid_out, splice};
use super::print::print_value;
use super::{Kind, Node};
use crate::text::Edit;

/// Whose value is taken where both sides changed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Ours,
    Theirs,
}

/// A value that both sides changed, each to something else.
#[derive(Clone, Copy, Debug)]
pub struct Clash<'a> {
    pub ours: Node<'a>,
    /// `None` where the other side removed it.
    pub theirs: Option<Node<'a>>,
}

/// The edits that carry the difference from `base` to `theirs` over into `ours`.
///
/// `identity` tells elements of an array apart, given the array's key and the element; an array with an element that has none, or
/// two that share one, is merged as a whole. `settle` decides clashes.
pub fn merge<'a>(
    base: Node<'a>,
    ours: Node<'a>,
    theirs: Node<'a>,
    identity: &dyn Fn(&str, Node<'_>) -> Option<String>,
    settle: &mut dyn FnMut(Clash<'a>) -> Side,
) -> Vec<Edit> {
    let mut merger = Merger { identity, settle, edits: Vec::new() };
    merger.value(Some(base), ours, theirs);
    merger.edits
}

struct Merger<'m, 'a> {
    identity: &'m dyn Fn(&str, Node<'_>) -> Option<String>,
    settle: &'m mut dyn FnMut(Clash<'a>) -> Side,
    edits: Vec<Edit>,
}

/// The children of an object or array, by key or identity.
type Children<'a> = HashMap<Cow<'a, str>, Node<'a>>;

impl<'a> Merger<'_, 'a> {
    // Depth is bounded by MAX_DEPTH, so recursion is.
    fn value(&mut self, base: Option<Node<'a>>, ours: Node<'a>, theirs: Node<'a>) {
        if base.is_some_and(|base| base.same_value(theirs)) || ours.same_value(theirs) {
            return;
        }
        let is_same_kind = ours.kind() == theirs.kind() && base.is_none_or(|base| base.kind() == ours.kind());
        let is_done = is_same_kind && !ours.is_damaged() && self.children(base, ours, theirs);
        if !is_done && (base.is_some_and(|base| base.same_value(ours)) || self.takes_theirs(ours, Some(theirs))) {
            self.edits.push(replace_laid_out(ours, &print_value(theirs)));
        }
    }

    fn takes_theirs(&mut self, ours: Node<'a>, theirs: Option<Node<'a>>) -> bool {
        (self.settle)(Clash { ours, theirs }) == Side::Theirs
    }

    /// Merges child by child; false where that is not possible.
    fn children(&mut self, base: Option<Node<'a>>, ours: Node<'a>, theirs: Node<'a>) -> bool {
        let by_name = |node: Node<'a>| self.by_name(node);
        let (in_base, in_ours, in_theirs) = match base {
            Some(base) => (by_name(base), by_name(ours), by_name(theirs)),
            // Two lists that both sides made have no common history to tell what was removed.
            None if ours.kind() == Kind::Object => (Some(Children::new()), by_name(ours), by_name(theirs)),
            None => return false,
        };
        let (Some(in_base), Some(in_ours), Some(in_theirs)) = (in_base, in_ours, in_theirs) else { return false };
        if ours.is_array() && base.is_some_and(|base| base.same_value(ours) && self.is_reordered(base, theirs)) {
            return false;
        }
        let mut removed = Vec::new();
        for child in ours.children() {
            let Some(name) = self.name(child) else { continue };
            match (in_base.get(&name), in_theirs.get(&name)) {
                (before, Some(after)) => self.value(before.copied(), child, *after),
                (Some(before), None) if before.same_value(child) || self.takes_theirs(child, None) => {
                    removed.push(child);
                }
                (_, None) => {}
            }
        }
        let is_new = |name: &str| !in_base.contains_key(name) && !in_ours.contains_key(name);
        let inserted = self.insertions(theirs, &in_ours, &is_new);
        self.edits.extend(splice(ours, &removed, &inserted));
        true
    }

    /// What the other side added, each behind the child that it stands behind there.
    fn insertions(
        &self,
        theirs: Node<'a>,
        in_ours: &Children<'a>,
        is_new: &dyn Fn(&str) -> bool,
    ) -> Vec<Insertion<'a>> {
        let names: Vec<(Cow<'a, str>, Node<'a>)> =
            theirs.children().filter_map(|child| Some((self.name(child)?, child))).collect();
        let mut inserted: Vec<Insertion<'a>> = Vec::new();
        let mut previous: Option<Node<'a>> = None;
        // Those before the first child that ours has, too.
        let mut leading = 0;
        for (name, child) in &names {
            if let Some(&found) = in_ours.get(name) {
                if previous.is_none() {
                    inserted.iter_mut().take(leading).for_each(|insertion| insertion.slot = Slot::Before(found));
                }
                previous = Some(found);
            } else if is_new(name) {
                let key = child.has_key().then(|| name.clone().into_owned());
                let slot = previous.map_or(Slot::End, Slot::After);
                inserted.push(Insertion { slot, key, value: print_value(*child) });
                leading += usize::from(previous.is_none());
            }
        }
        inserted
    }

    /// The key of a member, or the identity of an element.
    fn name(&self, child: Node<'a>) -> Option<Cow<'a, str>> {
        if child.has_key() {
            return child.key();
        }
        let array = child.parent()?;
        (self.identity)(&array.key().unwrap_or_default(), child).map(Cow::Owned)
    }

    /// `None` for what is no object or array, and where a name is missing or is not unique.
    fn by_name(&self, node: Node<'a>) -> Option<Children<'a>> {
        if !matches!(node.kind(), Kind::Object | Kind::Array) {
            return None;
        }
        let mut found = Children::new();
        for child in node.children() {
            if found.insert(self.name(child)?, child).is_some() {
                return None;
            }
        }
        Some(found)
    }

    /// Whether the elements that both lists have stand in another order.
    fn is_reordered(&self, base: Node<'a>, theirs: Node<'a>) -> bool {
        let (Some(in_base), Some(in_theirs)) = (self.by_name(base), self.by_name(theirs)) else { return false };
        let common = |list: Node<'a>, other: &Children<'a>| -> Vec<Cow<'a, str>> {
            list.children().filter_map(|child| self.name(child)).filter(|name| other.contains_key(name)).collect()
        };
        common(base, &in_theirs) != common(theirs, &in_base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;
    use crate::text::{self, FileId};
    use proptest::prelude::*;
    use serde_json::Value;

    /// Lists called `tags` hold things with names.
    fn identity(array: &str, element: Node<'_>) -> Option<String> {
        (array == "tags").then(|| element.str_member("name").or(element.as_str()).map(Cow::into_owned)).flatten()
    }

    fn merged(base: &str, ours: &str, theirs: &str, side: Side) -> (String, Vec<String>) {
        let parse = |text: &str| Document::parse(FileId(0), text);
        let (base, mine, theirs) = (parse(base), parse(ours), parse(theirs));
        let mut clashes = Vec::new();
        let edits = merge(base.root(), mine.root(), theirs.root(), &identity, &mut |clash| {
            clashes.push(clash.ours.pointer());
            side
        });
        (text::apply(ours, &edits).expect("the edits fit together"), clashes)
    }

    #[track_caller]
    fn check(base: &str, ours: &str, theirs: &str, expected: &str) {
        assert_eq!(merged(base, ours, theirs, Side::Ours), (expected.to_owned(), Vec::new()));
    }

    #[test]
    fn layout_and_order_are_ours() {
        check(
            r#"{"a":1,"b":{"c":2}}"#,
            "{\n\t\"b\": { \"c\": 2, \"mine\": 1.50 },\n\t\"a\": 1\n}\n",
            r#"{"a":3,"new":{"x":[]},"b":{"c":2,"d":4}}"#,
            "{\n\t\"b\": { \"c\": 2, \"d\": 4, \"mine\": 1.50 },\n\t\"a\": 3,\n\t\"new\": {\n\t\t\"x\": []\n\t}\n}\n",
        );
    }

    #[test]
    fn what_we_removed_stays_away() {
        check(r#"{"a":{"x":1},"b":2}"#, r#"{"b": 2}"#, r#"{"a":{"x":2},"b":2}"#, r#"{"b": 2}"#);
    }

    #[test]
    fn what_they_removed_goes_unless_we_changed_it() {
        check(r#"{"a":1,"b":2,"c":3}"#, r#"{"a": 1, "b": 2, "c": 3}"#, r#"{"a":1}"#, r#"{"a": 1}"#);
        let (base, ours, theirs) = (r#"{"a":1,"b":2}"#, r#"{"a": 9, "b": 2}"#, r#"{"b":2}"#);
        assert_eq!(merged(base, ours, theirs, Side::Ours), (ours.to_owned(), vec!["/a".to_owned()]));
        assert_eq!(merged(base, ours, theirs, Side::Theirs).0, r#"{"b": 2}"#);
    }

    #[test]
    fn clashes_are_told_by_pointer() {
        let (base, ours, theirs) = (r#"{"a":{"b/c":1}}"#, r#"{"a": {"b/c": 2}}"#, r#"{"a":{"b/c":3}}"#);
        assert_eq!(merged(base, ours, theirs, Side::Ours), (ours.to_owned(), vec!["/a/b~1c".to_owned()]));
        assert_eq!(merged(base, ours, theirs, Side::Theirs).0, r#"{"a": {"b/c": 3}}"#);
    }

    #[test]
    fn named_elements_are_merged_one_by_one() {
        check(
            r#"{"tags":[{"name":"a","v":1},{"name":"b","v":1}]}"#,
            r#"{"tags": [{"name": "mine"}, {"name": "b", "v": 1, "w": 2}]}"#,
            r#"{"tags":[{"name":"a","v":2},{"name":"b","v":2},{"name":"c"}]}"#,
            r#"{"tags": [{"name": "mine"}, {"name": "b", "v": 2, "w": 2}, {"name": "c"}]}"#,
        );
        check(r#"{"tags":["a"]}"#, r#"{"tags":["a"]}"#, r#"{"tags":["b"]}"#, r#"{"tags":["b"]}"#);
    }

    #[test]
    fn other_lists_are_one_value() {
        let (base, ours, theirs) = (r#"{"l":[1]}"#, r#"{"l":[1,2]}"#, r#"{"l":[1,3]}"#);
        assert_eq!(merged(base, ours, theirs, Side::Ours), (ours.to_owned(), vec!["/l".to_owned()]));
        check(base, base, theirs, "{\"l\":[1,3]}");
    }

    #[test]
    fn a_key_that_is_written_twice_is_not_guessed_about() {
        let (base, ours, theirs) = (r#"{"a":1}"#, r#"{"a":1,"a":2}"#, r#"{"a":3}"#);
        assert_eq!(merged(base, ours, theirs, Side::Ours), (ours.to_owned(), vec![String::new()]));
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            (0..3u8).prop_map(Value::from),
            "[ab\"\\\\é]{0,2}".prop_map(Value::from),
            Just(Value::Bool(true)),
            Just(Value::Null)
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let key = prop_oneof![Just("a"), Just("b"), Just("c"), Just("d/"), Just("tags")];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((prop_oneof![Just("x"), Just("y"), Just("z")], inner.clone()), 0..4).prop_map(
                    |named| named
                        .into_iter()
                        .map(|(name, value)| serde_json::json!({ "name": name, "v": value }))
                        .collect()
                ),
                prop::collection::btree_map(key, inner, 0..5)
                    .prop_map(|members| members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
            ]
        })
    }

    fn texts(value: &Value) -> [String; 3] {
        let pretty = serde_json::to_string_pretty(value).unwrap();
        [value.to_string(), pretty.clone(), pretty.replace("  ", "\t").replace('\n', "\r\n")]
    }

    fn parsed(text: &str) -> Value {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    proptest! {
        #[test]
        fn nothing_new_leaves_every_byte(base in value(), ours in value()) {
            for text in texts(&ours) {
                let base = base.to_string();
                prop_assert_eq!(merged(&base, &text, &base, Side::Theirs), (text.clone(), Vec::new()));
                prop_assert_eq!(merged(&base, &text, &text, Side::Theirs), (text.clone(), Vec::new()));
            }
        }

        #[test]
        fn what_nobody_edited_becomes_theirs(base in value(), theirs in value()) {
            for text in texts(&base) {
                let (out, clashes) = merged(&base.to_string(), &text, &theirs.to_string(), Side::Ours);
                prop_assert_eq!(parsed(&out), theirs.clone(), "{}", out);
                prop_assert!(clashes.is_empty(), "{:?}", clashes);
            }
        }

        #[test]
        fn any_merge_is_json_and_is_settled_for_good(base in value(), ours in value(), theirs in value()) {
            let (base, theirs) = (base.to_string(), theirs.to_string());
            for text in texts(&ours) {
                for side in [Side::Ours, Side::Theirs] {
                    let (out, clashes) = merged(&base, &text, &theirs, side);
                    parsed(&out);
                    // From now on theirs is the base.
                    prop_assert_eq!(merged(&theirs, &out, &theirs, Side::Theirs), (out.clone(), Vec::new()));
                    if side == Side::Ours && !clashes.is_empty() {
                        // Whatever clashes is kept.
                        let (before, after) = (Document::parse(FileId(0), text.as_str()), Document::parse(FileId(0), out.as_str()));
                        let is_kept = |pointer: &String| {
                            let clashed = before.at(pointer).map(Node::to_value);
                            pointer.contains("tags") || after.at(pointer).map(Node::to_value) == clashed
                        };
                        prop_assert!(clashes.iter().all(is_kept), "{:?}", clashes);
                    }
                }
            }
        }
    }
}
