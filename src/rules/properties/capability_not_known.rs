use crate::connector::properties::Properties;
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// `capabilities` holds something else than the platform's few words.
    ///
    /// The list is empty for nearly all connectors; `gateway` stands for the on-premises gateway, `actions` and
    /// `triggers` are left from older tools. Other words, and other cases of these, are not understood.
    ///
    /// ```apiProperties.json,bad,at=/properties/capabilities/0
    /// { "properties": { "capabilities": ["Actions"] } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/capabilities/0
    /// { "properties": { "capabilities": ["cloud only"] } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "capabilities": ["actions", "triggers", "gateway"] } }
    /// ```
    CapabilityNotKnown {
        levels: { Warning },
        origin: House,
        evidence: "7 of 1,031 published files have something else; the platform sets the list to `[]`",
        since: "0.1.0",
        check: Properties(check),
        fixes: [Safe],
    }
}

const CAPABILITIES: [&str; 4] = ["actions", "triggers", "gateway", "cloud"];

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    let Some(list) = properties.get("capabilities") else { return };
    if list.is_null() {
        cx.report(list, "`capabilities` is `null`, not a list").help("write `[]`").fix(
            Safety::Safe,
            "write an empty list",
            [Some(replace_value(list, "[]"))],
        );
        return;
    }
    for node in list.children() {
        let Some(word) = node.as_str().filter(|word| !CAPABILITIES.contains(&word.as_ref())) else { continue };
        let finding = cx.report(node, format!("`{word}` is no capability"));
        match CAPABILITIES.iter().find(|known| known.eq_ignore_ascii_case(&word)) {
            Some(known) => finding.help(format!("write `{known}`")).fix(
                Safety::Safe,
                format!("write `{known}`"),
                [Some(replace_value(node, &quote(known)))],
            ),
            None => finding.help("remove it; `[]` is right for most connectors"),
        };
    }
}
