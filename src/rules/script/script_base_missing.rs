use crate::connector::script::{BASE_CLASS, Script};
use crate::rule::{Cx, TextFile};

rule! {
    /// The class `Script` does not inherit from `ScriptBase`.
    ///
    /// The platform's base class brings the context, the request and the entry point that the platform calls.
    ///
    /// ```raw:script.csx,bad,at=1:14
    /// public class Script
    /// {
    ///     public async Task<HttpResponseMessage> ExecuteAsync() => new HttpResponseMessage(HttpStatusCode.OK);
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : OrderScript, IDisposable
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync() => await this.Pass();
    ///     public void Dispose() { }
    /// }
    ///
    /// public abstract class OrderScript : ScriptBase
    /// {
    ///     protected Task<HttpResponseMessage> Pass() => this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    /// }
    /// ```
    ScriptBaseMissing {
        levels: { Error },
        origin: Certification,
        evidence: "documented; all 86 published scripts inherit from it",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let script = &file.content;
    if !script.is_complete() {
        return;
    }
    let main = script.main_class();
    if let Some(class) = main.as_ref().filter(|main| !main.has_base).and_then(|main| main.class()) {
        let message = format!("`{}` does not inherit from `{BASE_CLASS}`", class.name);
        cx.report(file.place(class.name_span), message).help(format!("write `: {BASE_CLASS}` behind the name"));
    }
}
