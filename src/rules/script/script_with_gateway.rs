use crate::connector::script::Script;
use crate::rule::{Cx, TextFile};

rule! {
    /// The connector has a script and reaches its service through an on-premises gateway.
    ///
    /// Requests that go through a gateway cannot pass through custom code.
    ///
    /// ```apiProperties.json,with
    /// { "properties": { "capabilities": ["gateway"] } }
    /// ```
    /// ```raw:script.csx,bad,at=/properties/capabilities/0,file=apiProperties.json
    /// public class Script : ScriptBase
    /// {
    ///     public override Task<HttpResponseMessage> ExecuteAsync() => this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    /// }
    /// ```
    /// ```apiProperties.json,with
    /// { "properties": { "capabilities": ["actions"] } }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     public override Task<HttpResponseMessage> ExecuteAsync() => this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    /// }
    /// ```
    ScriptWithGateway {
        levels: { Warning },
        origin: Certification,
        evidence: "documented as impossible; not observed",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let capabilities = cx.properties().and_then(|properties| properties.get("capabilities"));
    let gateway = capabilities.filter(|list| list.is_array()).and_then(|list| {
        list.children().find(|entry| entry.as_str().is_some_and(|name| name.eq_ignore_ascii_case("gateway")))
    });
    if let Some(gateway) = gateway {
        cx.report(gateway, "a connector with a script cannot use the on-premises gateway")
            .label(file.start(), "the script")
            .help("remove the script, or reach the service without the gateway");
    }
}
