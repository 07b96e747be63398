use crate::connector::script::{ENTRY_POINT, Script};
use crate::rule::{Cx, TextFile};

rule! {
    /// The class `Script` has no method `ExecuteAsync`.
    ///
    /// It is the only method that the platform calls.
    ///
    /// ```raw:script.csx,bad,at=1:14
    /// public class Script : ScriptBase
    /// {
    ///     public async Task<HttpResponseMessage> Execute()
    ///     {
    ///         return await this.ExecuteAsync(null);
    ///     }
    ///
    ///     // public override Task<HttpResponseMessage> ExecuteAsync()
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// public partial class Script : ScriptBase
    /// {
    ///     [Obsolete] private const string Name = "orders";
    /// }
    ///
    /// public partial class Script
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         return await this.Context.SendAsync(this.Context.Request, this.CancellationToken).ConfigureAwait(false);
    ///     }
    /// }
    /// ```
    ScriptEntryPointMissing {
        levels: { Error },
        origin: Certification,
        evidence: "documented; 78 of 82 published scripts were seen to have it in the documented form",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let script = &file.content;
    if !script.is_complete() {
        return;
    }
    let Some(main) = script.main_class() else { return };
    if let (true, Some(class)) = (script.entry_points(&main).is_empty(), main.class()) {
        cx.report(file.place(class.name_span), format!("`{}` has no method `{ENTRY_POINT}`", class.name))
            .help("add `public override async Task<HttpResponseMessage> ExecuteAsync()`");
    }
}
