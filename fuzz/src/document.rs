//! JSON texts: parsed, edited, printed and merged, with `serde_json` as the judge.

use arbitrary::Result;
use connkit::json::{self, Document, Kind, Node, Side};
use connkit::text::{self, Edit};
use serde_json::{Map, Value};

use crate::Choices;
use crate::judging::{has_distinct_keys, parse};

/// Values that edits put in; as they are written and as they are laid out by `serde_json`.
const VALUES: &[&str] = &[
    "null",
    "true",
    "-1.5e3",
    "\"a\\u00e9\\n\"",
    "[]",
    "{}",
    "[\n  1,\n  [\n    2\n  ]\n]",
    "{\n  \"a\": {\n    \"b\": 1\n  }\n}",
];
const KEYS: &[&str] = &["a", "type", "", "\"\\\n\u{1}", "ä/~", "0"];

/// Parses a text, looks at every node, and edits it as the choices say.
pub fn check(source: &str, choices: &mut Choices<'_>) -> Result<()> {
    let document = parse(source);
    look_at(&document);
    compare(&document);
    print(&document);
    if document.is_damaged() {
        return Ok(());
    }
    for _ in 0..3 {
        edit_once(&document, choices)?;
    }
    let ours = edited(source, choices)?;
    let theirs = edited(source, choices)?;
    merge(&document, &parse(&ours), &parse(&theirs));
    merge(&document, &document, &parse(&theirs));
    Ok(())
}

/// A text after some edits, each sound.
pub fn edited(source: &str, choices: &mut Choices<'_>) -> Result<String> {
    let mut text = source.to_owned();
    for _ in 0..choices.int_in_range(0..=4)? {
        let document = parse(&text);
        if document.is_damaged() {
            break;
        }
        let (edit, _) = edit(&document, &document.root().to_value(), choices)?;
        if let Some(edit) = edit {
            text = text::apply(&text, &[edit]).expect("an edit lies in its text");
        }
    }
    Ok(text)
}

/// Panics when a span leaves its parent or the text, or a pointer leads nowhere.
fn look_at(document: &Document) {
    let text = document.text().as_str();
    let is_distinct = has_distinct_keys(document);
    for node in document.nodes() {
        assert!(text.get(node.span().range()).is_some(), "{node:?}");
        assert!(text.get(node.inner_span().range()).is_some(), "{node:?}");
        assert!(text.get(node.place().span.range()).is_some(), "{node:?}");
        if let Some(key) = node.key_span() {
            assert!(text.get(key.range()).is_some() && key.end <= node.span().end, "{node:?}");
        }
        if let Some(parent) = node.parent() {
            assert!(
                parent.holds(node) && parent.span().start <= node.span().start && node.span().end <= parent.span().end
            );
        }
        document.position(node.span().start);
        assert_eq!((node.as_str().is_some(), node.as_bool().is_some()), (node.is_string(), node.kind() == Kind::Bool));
        assert!(node.same_value(node), "{node:?}");
    }
    // Pointers cost their length. Of members with the same key they name the last.
    for node in document.nodes().take(200) {
        assert!(!is_distinct || document.at(&node.pointer()).is_some(), "{node:?}");
        document.node_at_offset(node.span().start);
    }
    for error in document.errors() {
        assert!(text.get(error.span.range()).is_some(), "{error:?}");
        assert!(error.related.is_none_or(|related| text.get(related.range()).is_some()), "{error:?}");
    }
}

/// Panics when `serde_json` reads something else.
fn compare(document: &Document) {
    let text = document.text().as_str();
    match serde_json::from_str::<Value>(text) {
        Ok(value) => {
            assert_eq!(document.errors(), []);
            assert_eq!(document.root().to_value(), value);
        }
        Err(error) => {
            let reason = error.to_string();
            let differs = ["number out of range", "recursion limit", "surrogate", "hex escape"]
                .iter()
                .any(|known| reason.contains(known));
            assert!(differs || !document.errors().is_empty(), "{reason}");
        }
    }
}

/// Panics when the canonical form of a document is another one, or has one of its own.
fn print(document: &Document) {
    let Some(printed) = json::print(document, &|_| &[]) else {
        assert!(document.is_damaged());
        return;
    };
    let again = parse(&printed);
    assert_eq!(again.errors(), []);
    assert_eq!(again.root().to_value(), document.root().to_value());
    assert!(again.root().same_value(document.root()), "{printed}");
    assert_eq!(json::print(&again, &|_| &[]).as_deref(), Some(printed.as_str()));
    let value = parse(&json::print_value(document.root()));
    assert_eq!(value.root().to_value(), document.root().to_value());
}

/// Panics when an edit breaks the text, or does not make the value that was meant.
fn edit_once(document: &Document, choices: &mut Choices<'_>) -> Result<()> {
    let before = document.root().to_value();
    let (edit, expected) = edit(document, &before, choices)?;
    let Some(edit) = edit else { return Ok(()) };
    let text = text::apply(document.text().as_str(), &[edit]).expect("an edit lies in its text");
    let after = parse(&text);
    assert!(!after.is_damaged(), "{}\nbecame\n{text}", document.text().as_str());
    if let Some(expected) = expected.filter(|_| has_distinct_keys(document) && has_distinct_keys(&after)) {
        assert_eq!(after.root().to_value(), expected, "{}\nbecame\n{text}", document.text().as_str());
    }
    Ok(())
}

/// Some edit, and the value that it makes where that is known.
fn edit(document: &Document, before: &Value, choices: &mut Choices<'_>) -> Result<(Option<Edit>, Option<Value>)> {
    let index = choices.int_in_range(0..=document.node_count() as u32 - 1)?;
    let node = document.node(index).expect("the index is below the number of nodes");
    let value = *choices.choose(VALUES)?;
    let key = *choices.choose(KEYS)?;
    let new: Value = serde_json::from_str(value).expect("the values are JSON");
    let pointer = node.pointer();
    let holder = pointer.rsplit_once('/').map_or("", |(holder, _)| holder).to_owned();
    let own_key = node.key().map(|key| key.into_owned());
    let position = node.position_in_parent();
    let mut expected = before.clone();
    let mut at = |pointer: &str, change: &mut dyn FnMut(&mut Value)| expected.pointer_mut(pointer).map(change);
    let edit = match choices.int_in_range(0..=6)? {
        0 => {
            at(&pointer, &mut |old| *old = new.clone());
            Some(json::replace_value(node, value))
        }
        1 => {
            at(&pointer, &mut |old| *old = new.clone());
            Some(json::replace_laid_out(node, value))
        }
        2 => {
            at(&holder, &mut |old| match (old, &own_key, position) {
                (Value::Object(members), Some(key), _) => drop(members.shift_remove(key)),
                (Value::Array(elements), None, Some(position)) => drop(elements.remove(position)),
                _ => {}
            });
            json::remove(node)
        }
        3 => {
            at(&holder, &mut |old| {
                if let (Value::Object(members), Some(own_key)) = (old, &own_key) {
                    rename(members, own_key, key);
                }
            });
            json::rename_key(node, key)
        }
        4 => {
            at(&pointer, &mut |old| {
                drop(old.as_object_mut().map(|members| members.insert(key.to_owned(), new.clone())))
            });
            json::insert_member(node, key, value)
        }
        5 => {
            at(&holder, &mut |old| {
                drop(old.as_object_mut().map(|members| members.insert(key.to_owned(), new.clone())))
            });
            json::insert_member_before(node, key, value)
        }
        _ => {
            at(&pointer, &mut |old| old.as_array_mut().into_iter().for_each(|elements| elements.push(new.clone())));
            json::append_element(node, value.lines().map(str::trim).collect::<String>().as_str())
        }
    };
    Ok((edit, Some(expected)))
}

fn rename(members: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = members.shift_remove(from) {
        members.insert(to.to_owned(), value);
    }
}

/// Panics when a merge breaks the text, or what only one side changed is not taken.
fn merge(base: &Document, ours: &Document, theirs: &Document) {
    if [base, ours, theirs].iter().any(|document| document.is_damaged() || !has_distinct_keys(document)) {
        return;
    }
    let identity = |_: &str, element: Node<'_>| element.str_member("a").map(|name| name.into_owned());
    let edits = json::merge(base.root(), ours.root(), theirs.root(), &identity, &mut |_| Side::Theirs);
    let text = text::apply(ours.text().as_str(), &edits).expect("edits of a merge do not overlap");
    let merged = parse(&text);
    assert!(!merged.is_damaged(), "{}\nbecame\n{text}", ours.text().as_str());
    if base.root().same_value(ours.root()) && !has_arrays(base) && !has_arrays(theirs) {
        assert!(
            merged.root().same_value(theirs.root()),
            "{}\nand\n{}\nbecame\n{text}",
            ours.text().as_str(),
            theirs.text().as_str()
        );
    }
}

/// Elements keep their order in ours, whatever theirs is.
fn has_arrays(document: &Document) -> bool {
    document.nodes().any(Node::is_array)
}
