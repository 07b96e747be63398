use crate::connector::script::Script;
use crate::rule::{Cx, TextFile};

/// Types with which code sends requests by itself.
const CLIENTS: [&str; 5] = ["HttpClient", "HttpClientHandler", "SocketsHttpHandler", "WebClient", "RestClient"];

/// Methods that give such an object.
const FACTORIES: [[&str; 3]; 3] =
    [["WebRequest", ".", "Create"], ["WebRequest", ".", "CreateHttp"], ["HttpWebRequest", ".", "Create"]];

rule! {
    /// The script sends requests with a client of its own.
    ///
    /// Requests go through `this.Context.SendAsync`, which applies the connection's credentials and policies and is what
    /// the platform supports. It announced that it blocks other ways.
    ///
    /// ```raw:script.csx,bad,at=5:29,at=6:9
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         using (var client = new System.Net.Http.HttpClient())
    ///         HttpClient other = new();
    ///         return await client.SendAsync(this.Context.Request);
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     // var client = new HttpClient();
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         var request = new HttpRequestMessage(HttpMethod.Get, "https://contoso.com/?q=new HttpClient()");
    ///         var other = new HttpClientOptions { Name = "HttpClient" };
    ///         return await this.Context.SendAsync(request, this.CancellationToken);
    ///     }
    ///
    ///     private class HttpClientOptions { public string Name { get; set; } }
    /// }
    /// ```
    ScriptOwnHttpClient {
        levels: { Warning },
        origin: Certification,
        evidence: "documented: own clients will be blocked; 0 of 82 published scripts make one",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let script = &file.content;
    let mut found: Vec<_> = CLIENTS
        .iter()
        .flat_map(|client| script.new_expressions(client).into_iter().chain(script.target_typed_new(client)))
        .chain(FACTORIES.iter().flat_map(|path| script.find(path)))
        .collect();
    found.sort_unstable();
    for span in found {
        let written = script.slice(span);
        cx.report(file.place(span), format!("`{written}` sends requests past the platform"))
            .help("send the request with `this.Context.SendAsync`");
    }
}
