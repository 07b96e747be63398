use crate::connector::script::Script;
use crate::rule::{Cx, TextFile};

rule! {
    /// The script puts its class into a namespace.
    ///
    /// The platform looks for the class `Script` outside of all namespaces, as in every published script.
    ///
    /// ```raw:script.csx,bad,at=1:1
    /// namespace Contoso.Orders
    /// {
    ///     public class Script : ScriptBase
    ///     {
    ///         public override Task<HttpResponseMessage> ExecuteAsync() => this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// // namespace Contoso.Orders
    /// public class Script : ScriptBase
    /// {
    ///     private readonly string @namespace = "namespace Contoso";
    ///     public override Task<HttpResponseMessage> ExecuteAsync() => this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    /// }
    /// ```
    ScriptNamespaceDeclared {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: 0 of 86 scripts declare one",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let script = &file.content;
    for span in script.find(&["namespace"]) {
        // `@namespace` is a name.
        if script.slice(span) == "namespace" {
            cx.report(file.place(span), "the class lies in a namespace").help("remove the namespace, keep the class");
        }
    }
}
