use crate::connector::script::Script;
use crate::rule::{Cx, TextFile};

rule! {
    /// The script compares the operation's id without decoding it.
    ///
    /// In some regions the platform hands the id over in Base64, and no comparison holds there. A script that tries to
    /// decode it first, and takes it as it is when that fails, works everywhere.
    ///
    /// ```raw:script.csx,bad,at=5:41
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         if (this.Context.OperationId == "GetOrder")
    ///         {
    ///             return new HttpResponseMessage(HttpStatusCode.OK);
    ///         }
    ///         return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         if (this.OperationName() == "GetOrder")
    ///         {
    ///             return new HttpResponseMessage(HttpStatusCode.OK);
    ///         }
    ///         return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    ///     }
    ///
    ///     private string OperationName()
    ///     {
    ///         try
    ///         {
    ///             return Encoding.UTF8.GetString(Convert.FromBase64String(this.Context.OperationId));
    ///         }
    ///         catch (FormatException)
    ///         {
    ///             return this.Context.OperationId;
    ///         }
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     public override Task<HttpResponseMessage> ExecuteAsync() => this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    /// }
    /// ```
    ScriptOperationIdEncoded {
        levels: { Hint },
        origin: House,
        evidence: "inferred from published connectors: 13 of 82 scripts decode the id",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let script = &file.content;
    if script.decodes_operation_id() || !script.is_complete() {
        return;
    }
    if let Some(first) = script.operation_names().first() {
        let message = format!("the id is compared with `{}` as it comes", first.value);
        cx.report(file.place(first.span), message)
            .help("decode it first with `Convert.FromBase64String`, and take it as it is where that fails");
    }
}
