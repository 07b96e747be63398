use foldhash::HashMap;

use crate::connector::definition::Definition;
use crate::finding::Safety;
use crate::json::{self, Node};
use crate::rule::Cx;

rule! {
    /// Two tags of the definition have the same name.
    ///
    /// A tag is known by its name; of two descriptions for one name the platform could keep only one.
    ///
    /// ```json,bad,at=/tags/1
    /// { "tags": [{ "name": "orders" }, { "name": "orders", "description": "What the shop sold." }] }
    /// ```
    /// ```json,good
    /// { "tags": [{ "name": "orders" }, { "name": "Orders" }] }
    /// ```
    TagRedefined {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 519 tags",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let mut firsts = HashMap::default();
    for tag in definition.root.get("tags").into_iter().flat_map(Node::children) {
        let Some(name) = tag.str_member("name") else { continue };
        if let Some(&first) = firsts.get(&name) {
            let finding = cx.report(tag, format!("the tag `{name}` was described before"));
            finding.label(first, "first described here").help("keep one of them");
            if tag.same_value(first) {
                finding.fix(Safety::Safe, "remove it: it says the same", [json::remove(tag)]);
            }
        } else {
            firsts.insert(name, tag);
        }
    }
}
