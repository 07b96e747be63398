use foldhash::HashSet;

use crate::connector::definition::Definition;
use crate::connector::likeness::likeness;
use crate::connector::script::Script;
use crate::finding::Level;
use crate::rule::{Cx, TextFile};

/// From this likeness on (Jaro-Winkler), a name is taken for a slip of the other.
const LIKE: f64 = 0.9;

/// So many names are compared with all operations.
const MAX_COMPARED: usize = 50;

rule! {
    /// The script tells an operation apart that the definition does not have.
    ///
    /// Usually the operation was renamed, and its branch is never run again. Where no operation has a similar name the
    /// branch may be there on purpose, so it is only a hint.
    ///
    /// ```raw:script.csx,bad,at=5:41,at=9:41
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         if (this.Context.OperationId == "GetOrders")
    ///         {
    ///             return new HttpResponseMessage(HttpStatusCode.OK);
    ///         }
    ///         if (this.Context.OperationId == "getOrder")
    ///         {
    ///             return new HttpResponseMessage(HttpStatusCode.OK);
    ///         }
    ///         return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    ///     }
    /// }
    /// ```
    /// ```json,with
    /// { "paths": { "/orders": {
    ///     "post": { "operationId": "CreateOrder", "summary": "Create an order", "responses": { "201": { "description": "Created" } } },
    ///     "get": { "operationId": "ListOrders", "summary": "List orders", "responses": { "200": { "description": "OK" } } }
    /// } } }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     private const string Create = "CreateOrder";
    ///
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         // if (operationId == "RemoveOrder")
    ///         string operationId = this.Context.OperationId;
    ///         try
    ///         {
    ///             operationId = Encoding.UTF8.GetString(Convert.FromBase64String(operationId));
    ///         }
    ///         catch (FormatException) { }
    ///
    ///         switch (operationId)
    ///         {
    ///             case "GetOrder":
    ///             case Create:
    ///                 return await this.Handle("any name").ConfigureAwait(false);
    ///             default:
    ///                 break;
    ///         }
    ///         if (string.Equals(operationId, "listorders", StringComparison.OrdinalIgnoreCase))
    ///         {
    ///             return await this.Handle(nameof(ListOrders)).ConfigureAwait(false);
    ///         }
    ///         return operationId switch
    ///         {
    ///             "GetOrder" or "ListOrders" => await this.Handle("GetSomething"),
    ///             _ => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = CreateJsonContent($"Unknown operation '{operationId}'") },
    ///         };
    ///     }
    ///
    ///     private static string ListOrders = "GetNothing";
    ///
    ///     private async Task<HttpResponseMessage> Handle(string kind)
    ///     {
    ///         if (kind == "DeleteOrder" || kind.Equals("UpdateOrder"))
    ///         {
    ///             return null;
    ///         }
    ///         return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    ///     }
    /// }
    /// ```
    ScriptHandlesUnknownOperation {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: 150 names in scripts are operations, 51 are not, helpers among them",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let Some(definition) = cx.definition().filter(|definition| definition.is_complete()) else { return };
    let ids: HashSet<String> = definition.operation_ids().map(str::to_ascii_lowercase).collect();
    let names = file.content.operation_names();
    let unknown = names.iter().filter(|name| {
        let is_known = definition.operation(&name.value).is_some()
            || name.ignores_case && ids.contains(&name.value.to_ascii_lowercase());
        !is_known && !name.value.is_empty()
    });
    for (number, name) in unknown.enumerate() {
        let nearest = if number < MAX_COMPARED { nearest(definition, &name.value) } else { None };
        let finding = cx.report(file.place(name.span), format!("the definition has no operation `{}`", name.value));
        match nearest {
            Some(id) => finding.help(format!("write the operation's id as the definition has it, such as `{id}`")),
            None => finding.at_most(Level::Hint).help("remove the branch, or add the operation to the definition"),
        };
    }
}

/// The operation whose id is most like a name.
fn nearest<'d>(definition: &'d Definition<'_>, name: &str) -> Option<&'d str> {
    let name = name.to_ascii_lowercase();
    let all = definition.operation_ids().map(|id| (likeness(&id.to_ascii_lowercase(), &name), id));
    // Operation ids come in no order, so equally near ones are told apart by name.
    let nearest = all.max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(left.1)))?;
    (nearest.0 >= LIKE).then_some(nearest.1)
}
