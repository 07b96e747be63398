use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// `scriptOperations` names an operation that the definition does not have.
    ///
    /// The list says which operations go through the script; it may be absent, `null` or empty, and then all of them
    /// do. A name that is not found is ignored, and the operation that was meant goes past the script.
    ///
    /// ```apiProperties.json,bad,at=/properties/scriptOperations/0
    /// { "properties": { "scriptOperations": ["getOrder"] } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "scriptOperations": ["GetOrder"] } }
    /// ```
    ScriptOperationNotFound {
        levels: { Warning },
        origin: Certification,
        evidence: "documented; 2 of 47 published lists name an unknown operation",
        since: "0.1.0",
        check: Connector(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    if !definition.is_complete() {
        return;
    }
    for node in properties.script_operations() {
        let Some(name) = node.as_str().filter(|name| definition.operation(name).is_none()) else { continue };
        let similar = cx.nearest(&name, definition.operation_ids()).map(|alike| alike.name);
        let finding = cx.report(node, format!("there is no operation `{name}`"));
        match similar {
            Some(similar) => finding.help(format!("did you mean `{similar}`?")).fix(
                Safety::Unsafe,
                format!("write `{similar}`"),
                [Some(replace_value(node, &quote(similar)))],
            ),
            None => finding.help("remove it, or mend the name"),
        };
    }
}
