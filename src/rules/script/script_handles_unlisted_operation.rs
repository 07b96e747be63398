use foldhash::HashSet;

use crate::connector::script::Script;
use crate::rule::{Cx, TextFile};

rule! {
    /// The script handles an operation that `scriptOperations` does not send through it.
    ///
    /// Where the properties list operations, only these go through the script: the branch for another one is never run.
    ///
    /// ```apiProperties.json,with
    /// { "properties": { "scriptOperations": ["ListOrders"] } }
    /// ```
    /// ```raw:script.csx,bad,at=4:41,file=script.csx
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync() =>
    ///         this.Context.OperationId.Equals("GetOrder") ? new HttpResponseMessage() : await this.Pass();
    /// }
    /// ```
    /// ```apiProperties.json,with
    /// { "properties": { "scriptOperations": [] } }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync() =>
    ///         this.Context.OperationId == "GetOrder" ? new HttpResponseMessage() : await this.Pass();
    /// }
    /// ```
    ScriptHandlesUnlistedOperation {
        levels: { Warning },
        origin: House,
        evidence: "documented: with a list, other operations bypass the script",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    let Some(list) = properties.get("scriptOperations") else { return };
    let listed: HashSet<String> =
        properties.script_operations().filter_map(|node| Some(node.as_str()?.to_ascii_lowercase())).collect();
    if listed.is_empty() || !properties.is_complete() {
        return;
    }
    for name in file.content.operation_names() {
        // Names that are no operations are `ScriptHandlesUnknownOperation`'s.
        if definition.operation(&name.value).is_some() && !listed.contains(&name.value.to_ascii_lowercase()) {
            cx.report(file.place(name.span), format!("`{}` does not go through the script", name.value))
                .label(list, "the operations that do")
                .help("add the operation to `scriptOperations`, or remove the branch");
        }
    }
}
