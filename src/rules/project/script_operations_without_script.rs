use crate::connector::Role;
use crate::finding::{At, Safety};
use crate::json::remove;
use crate::rule::Cx;

rule! {
    /// Operations are to go through a script, but there is no script.
    ///
    /// `scriptOperations` only says which operations use the custom code; the code itself is the file `script.csx` in
    /// the same folder.
    ///
    /// ```apiProperties.json,bad,at=/properties/scriptOperations
    /// { "properties": { "scriptOperations": ["GetOrder"] } }
    /// ```
    /// ```raw:script.csx,with
    /// public class Script : ScriptBase {}
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "scriptOperations": ["GetOrder"] } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "scriptOperations": [] } }
    /// ```
    ScriptOperationsWithoutScript {
        levels: { Warning },
        origin: House,
        evidence: "3 of 1,034 published folders have the list without a script",
        since: "0.1.0",
        check: Connector(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    if !cx.connector().is_folder() || cx.connector().artifact(Role::Script).is_some() {
        return;
    }
    let list = cx.properties().and_then(|properties| properties.get("scriptOperations"));
    if let Some(list) = list.filter(|list| list.is_array() && !list.is_empty()) {
        cx.report(At::key(list), "there is no `script.csx` beside this list")
            .help("add the script, or remove the list")
            .fix(Safety::Unsafe, "remove the list", [remove(list)]);
    }
}
