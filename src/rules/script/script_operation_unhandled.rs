use foldhash::HashSet;

use crate::connector::script::Script;
use crate::rule::{Cx, TextFile};

rule! {
    /// An operation goes through the script by name, and the script, which tells operations apart, does not know it.
    ///
    /// It costs time and runs into whatever the script does with the rest. Where that is what is meant, nothing is wrong.
    ///
    /// ```apiProperties.json,with
    /// { "properties": { "scriptOperations": ["GetOrder", "CreateOrder"] } }
    /// ```
    /// ```json,with
    /// { "paths": { "/orders": {
    ///     "post": { "operationId": "CreateOrder", "summary": "Create an order", "responses": { "201": { "description": "Created" } } }
    /// } } }
    /// ```
    /// ```raw:script.csx,bad,at=/properties/scriptOperations/1,file=apiProperties.json
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         if (this.Context.OperationId == "GetOrder")
    ///         {
    ///             return await this.Pass();
    ///         }
    ///         return null; // "CreateOrder"
    ///     }
    /// }
    /// ```
    /// ```apiProperties.json,with
    /// { "properties": { "scriptOperations": ["GetOrder"] } }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync() => await this.Pass();
    /// }
    /// ```
    /// ```apiProperties.json,with
    /// { "properties": { "scriptOperations": ["GetOrder"] } }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         return this.Context.OperationId == "GetOrdr" ? await this.Pass() : null;
    ///     }
    /// }
    /// ```
    ScriptOperationUnhandled {
        levels: { Hint },
        origin: House,
        evidence: "inferred: scripts of published connectors name the operations that they change",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let script = &file.content;
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    let handled = script.operation_names();
    let Some(first) = handled.first().filter(|_| script.is_complete()) else { return };
    // A name in any text of the code may be compared in a way that is not recognised.
    let named: HashSet<String> =
        script.string_literals().into_iter().map(|literal| literal.value.to_ascii_lowercase()).collect();
    let strangers: Vec<&str> =
        handled.iter().map(|name| name.value.as_str()).filter(|name| definition.operation(name).is_none()).collect();
    for node in properties.script_operations() {
        let Some(id) = node.as_str().filter(|id| definition.operation(id).is_some()) else { continue };
        // A name that is nearly the operation's is a slip of the script, which another rule tells.
        if !named.contains(&id.to_ascii_lowercase()) && cx.nearest(&id, strangers.iter().copied()).is_none() {
            cx.report(node, format!("the script does not know `{id}`"))
                .label(file.place(first.span), "the first operation that it tells apart")
                .help("handle the operation in the script, or remove it from the list");
        }
    }
}
