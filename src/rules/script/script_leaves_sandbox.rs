use crate::connector::script::Script;
use crate::rule::{Cx, TextFile};

rule! {
    /// The script reaches for files, processes, sockets or assemblies.
    ///
    /// A script turns a request into another, in a sandbox that is thrown away. What it writes to a disk is lost, and
    /// what it reads from the machine is not the publisher's.
    ///
    /// ```raw:script.csx,bad,at=5:20,at=6:9,at=7:22
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         var text = System.IO.File.ReadAllText("orders.json");
    ///         Process.Start("cmd.exe");
    ///         var stream = new FileStream("orders.json", FileMode.Open);
    ///         return null;
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     // File.ReadAllText("orders.json");
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         var order = JObject.Parse("{ \"File.ReadAllText()\": 1 }").ToObject<Order>();
    ///         order.File.Write("x");
    ///         var extension = Path.GetExtension(order.Name) ?? Environment.NewLine;
    ///         using (var reader = new StreamReader(await this.Context.Request.Content.ReadAsStreamAsync()))
    ///         {
    ///             Directory.Add(await reader.ReadToEndAsync());
    ///         }
    ///         return this.Process(order);
    ///     }
    ///
    ///     private HttpResponseMessage Process(Order order) => new HttpResponseMessage(HttpStatusCode.OK);
    /// }
    /// ```
    ScriptLeavesSandbox {
        levels: { Warning, Warning, Hint },
        origin: Reviewer,
        evidence: "inferred: a check that Microsoft proposed for its own tool (pull request 3998)",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    for span in file.content.machine_accesses() {
        let written = file.content.slice(span);
        cx.report(file.place(span), format!("`{written}` reaches out of the sandbox"))
            .help("keep to the request and the response, and leave the rest to the service");
    }
}
