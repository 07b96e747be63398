use std::borrow::Cow;

use foldhash::HashMap;

use crate::connector::shape::Shape;
use crate::finding::{At, Safety};
use crate::json::{Document, Node, remove};
use crate::rule::Cx;

rule! {
    /// An object holds the same key twice.
    ///
    /// Readers of JSON take the last of the two without a word, or refuse the file: what the first one says is lost.
    /// Paths that are written twice are told by `PathRedefined`.
    ///
    /// ```raw:settings.json,bad,at=/connectorId
    /// { "connectorId": "a", "environment": "b", "connectorId": "c" }
    /// ```
    /// ```raw,bad,at=/definitions/Order/required
    /// { "definitions": { "Order": { "required": ["id"], "type": "object", "required": ["id"] } } }
    /// ```
    /// ```raw,good
    /// { "definitions": { "Order": { "type": "object" }, "order": { "type": "object" } } }
    /// ```
    JsonKeyDuplicate {
        levels: { Warning },
        origin: House,
        codes: ["connector-validate-swagger-isproperjson"],
        evidence: "documented: strict readers refuse it; but 18 such keys in 5 of 498 accepted connectors",
        since: "0.1.0",
        check: Document(check),
        fixes: [Safe, Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, document: &'a Document) {
    for object in document.nodes().filter(|node| node.may_repeat_keys()) {
        let repeated = repeated_keys(object);
        if !repeated.is_empty() && !has_own_rule(cx, object) {
            for (before, again) in repeated {
                report(cx, before, again, object);
            }
        }
    }
}

fn report<'a>(cx: &mut Cx<'_, 'a>, before: Node<'a>, again: Node<'a>, object: Node<'a>) {
    let key = again.key().unwrap_or_default();
    // A decision is needed where the two differ, since what the first one says has no effect so far.
    let (safety, what) = if before.same_value(again) {
        (Safety::Safe, "the two are equal")
    } else {
        (Safety::Unsafe, "readers take the last one")
    };
    let finding = cx.report(At::key(again), format!("the key `{key}` is there already; {what}"));
    finding.label(At::key(before), "written here before").help("keep one of the two");
    // In a damaged object nobody knows what is a member of it.
    if !object.is_damaged() {
        // Each repetition removes another one, so that those of a key that is written often go together.
        finding.fix(safety, "remove the first one", [remove(before)]);
    }
}

/// `PathRedefined` tells of paths.
fn has_own_rule(cx: &Cx<'_, '_>, object: Node<'_>) -> bool {
    cx.definition().is_some_and(|definition| {
        definition.document.file() == object.document().file() && definition.shape(object) == Shape::Paths
    })
}

/// The members whose key is there already, each with the last one before it that has it.
fn repeated_keys(object: Node<'_>) -> Vec<(Node<'_>, Node<'_>)> {
    let mut seen: HashMap<Cow<'_, str>, Node<'_>> = HashMap::default();
    let members = object.children().filter_map(|member| Some((member.key()?, member)));
    members.filter_map(|(key, member)| Some((seen.insert(key, member)?, member))).collect()
}
