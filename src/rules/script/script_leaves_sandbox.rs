use crate::connector::script::Script;
use crate::rule::{Cx, TextFile};
use crate::text::Span;

/// Static members that touch the machine: a type of an allowed namespace, and how the names of its methods begin.
const CALLS: [(&str, &[&str]); 6] = [
    (
        "File",
        &["Append", "Copy", "Create", "Delete", "Exists", "Get", "Move", "Open", "Read", "Replace", "Set", "Write"],
    ),
    ("Directory", &["Create", "Delete", "Enumerate", "Exists", "Get", "Move", "Set"]),
    ("Path", &["GetTemp"]),
    ("Process", &["Start", "GetProcess", "GetCurrentProcess"]),
    ("Environment", &["Exit", "FailFast", "GetEnvironmentVariable", "SetEnvironmentVariable"]),
    ("Assembly", &["Load", "UnsafeLoad", "GetExecutingAssembly", "GetCallingAssembly", "GetEntryAssembly"]),
];

/// Types whose objects touch the machine.
const TYPES: [&str; 9] = [
    "FileStream",
    "FileInfo",
    "DirectoryInfo",
    "FileSystemWatcher",
    "Process",
    "ProcessStartInfo",
    "Socket",
    "TcpClient",
    "UdpClient",
];

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
    let script = &file.content;
    let own: Vec<&str> = script.classes().iter().map(|class| class.name).collect();
    let made = TYPES.iter().filter(|name| !own.contains(*name)).flat_map(|name| script.new_expressions(name));
    let mut found: Vec<Span> = made.chain(calls(script, &own)).collect();
    found.sort_unstable();
    for span in found {
        let written = script.slice(span);
        cx.report(file.place(span), format!("`{written}` reaches out of the sandbox"))
            .help("keep to the request and the response, and leave the rest to the service");
    }
}

/// The calls of static methods, with the namespace before them.
fn calls(script: &Script, own: &[&str]) -> Vec<Span> {
    let mut found = Vec::new();
    for (type_name, starts) in CALLS.iter().filter(|(name, _)| !own.contains(name)) {
        for call in script.static_calls(type_name) {
            if starts.iter().any(|start| call.method.starts_with(start)) {
                found.push(call.span);
            }
        }
    }
    found
}
