use crate::connector::script::{Script, Using, UsingKind};
use crate::finding::{Level, Safety};
use crate::rule::{Cx, TextFile};
use crate::text::{Edit, Span};

/// The namespaces that the platform documents for scripts; it imports all of them by itself.
const ALLOWED: [&str; 26] = [
    "Microsoft.Extensions.Logging",
    "Newtonsoft.Json",
    "Newtonsoft.Json.Linq",
    "System",
    "System.Collections",
    "System.Collections.Generic",
    "System.Diagnostics",
    "System.Drawing",
    "System.Drawing.Drawing2D",
    "System.Drawing.Imaging",
    "System.IO",
    "System.IO.Compression",
    "System.Linq",
    "System.Net",
    "System.Net.Http",
    "System.Net.Http.Headers",
    "System.Net.Security",
    "System.Security.Authentication",
    "System.Security.Cryptography",
    "System.Text",
    "System.Text.RegularExpressions",
    "System.Threading",
    "System.Threading.Tasks",
    "System.Web",
    "System.Xml",
    "System.Xml.Linq",
];

/// Where the platform's own base class lives; four published scripts name it.
const PLATFORM: &str = "Microsoft.PowerPlatform.Connectors.CustomCode.CSharp";

/// Written into scripts by an editor; two published scripts have it.
const ACCEPTED_BEFORE: &str = "System.Runtime.Remoting.Contexts";

/// What names of namespaces begin with.
const ROOTS: [&str; 3] = ["System", "Microsoft", "Newtonsoft"];

/// Other namespaces of .NET and of the library for JSON, with all below them: where a name is written in full, only a
/// list tells namespaces from types.
const OTHERS: [&str; 79] = [
    "Microsoft.CSharp",
    "Microsoft.Extensions.Configuration",
    "Microsoft.Extensions.DependencyInjection",
    "Microsoft.VisualBasic",
    "Microsoft.Win32",
    "Newtonsoft.Json.Bson",
    "Newtonsoft.Json.Converters",
    "Newtonsoft.Json.Schema",
    "Newtonsoft.Json.Serialization",
    "System.Activities",
    "System.Buffers",
    "System.CodeDom",
    "System.Collections.Concurrent",
    "System.Collections.Frozen",
    "System.Collections.Immutable",
    "System.Collections.ObjectModel",
    "System.Collections.Specialized",
    "System.ComponentModel",
    "System.Configuration",
    "System.Data",
    "System.Diagnostics.CodeAnalysis",
    "System.Diagnostics.Contracts",
    "System.Diagnostics.Eventing",
    "System.Diagnostics.SymbolStore",
    "System.Diagnostics.Tracing",
    "System.DirectoryServices",
    "System.Drawing.Printing",
    "System.Drawing.Text",
    "System.Dynamic",
    "System.Formats",
    "System.Globalization",
    "System.IO.Enumeration",
    "System.IO.IsolatedStorage",
    "System.IO.MemoryMappedFiles",
    "System.IO.Packaging",
    "System.IO.Pipelines",
    "System.IO.Pipes",
    "System.IO.Ports",
    "System.IdentityModel",
    "System.Linq.Expressions",
    "System.Management",
    "System.Media",
    "System.Messaging",
    "System.Net.Cache",
    "System.Net.Http.Json",
    "System.Net.Mail",
    "System.Net.Mime",
    "System.Net.NetworkInformation",
    "System.Net.Sockets",
    "System.Net.WebSockets",
    "System.Numerics",
    "System.Reflection",
    "System.Resources",
    "System.Runtime",
    "System.Security.AccessControl",
    "System.Security.Authentication.ExtendedProtection",
    "System.Security.Claims",
    "System.Security.Cryptography.Pkcs",
    "System.Security.Cryptography.X509Certificates",
    "System.Security.Cryptography.Xml",
    "System.Security.Permissions",
    "System.Security.Policy",
    "System.Security.Principal",
    "System.ServiceModel",
    "System.ServiceProcess",
    "System.Text.Encodings",
    "System.Text.Json",
    "System.Text.Unicode",
    "System.Threading.Channels",
    "System.Threading.Tasks.Dataflow",
    "System.Threading.Tasks.Sources",
    "System.Timers",
    "System.Transactions",
    "System.Web.Script",
    "System.Windows",
    "System.Xml.Schema",
    "System.Xml.Serialization",
    "System.Xml.XPath",
    "System.Xml.Xsl",
];

rule! {
    /// A script uses a namespace that certification does not allow there.
    ///
    /// The platform documents 26 namespaces and imports them all, so `using` lines are needed for none of them. Others
    /// may work in a custom connector and are refused in certification. A type whose name is written with such a namespace
    /// is found, too, unless it is one that `ScriptLeavesSandbox` tells of.
    ///
    /// ```raw:script.csx,bad,at=2:7,at=3:15
    /// using System.Net.Http;
    /// using System.Net.Sockets;
    /// using static  System.Reflection.Assembly;
    ///
    /// public class Script : ScriptBase
    /// {
    ///     public override Task<HttpResponseMessage> ExecuteAsync() => this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    /// }
    /// ```
    /// ```raw:script.csx,bad,at=5:24,at=6:29
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         var culture =  System.Globalization.CultureInfo.InvariantCulture;
    ///         var names = global::System.Collections.Specialized.NameValueCollection.Empty;
    ///         return null;
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// using System;
    /// using global::System.Net;
    /// using Microsoft.PowerPlatform.Connectors.CustomCode.CSharp;
    /// using static System.Math;
    /// using Formatting = Newtonsoft.Json.Formatting;
    /// using Orders = System.Collections.Generic.Dictionary<string, Newtonsoft.Json.Linq.JObject>;
    /// using Folder = System.Environment.SpecialFolder;
    /// // using System.Reflection;
    ///
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         using var body = new StringContent("using System.Reflection; System.Reflection.Assembly");
    ///         var order = this.System.Reflection ?? System.Net.WebUtility.UrlDecode("a"); // System.Reflection.Assembly
    ///         System.IO.File.Delete("a");
    ///         var socket = new System.Net.Sockets.TcpClient();
    ///         using (var copy = new MemoryStream())
    ///         {
    ///             return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    ///         }
    ///     }
    /// }
    /// ```
    ScriptNamespaceNotAllowed {
        levels: { Error, Error, Warning },
        origin: Certification,
        evidence: "documented: 26 namespaces; reviewers refuse others (issue 3478); of 86 published scripts 6 have one, all tolerated here",
        since: "0.1.0",
        check: Script(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    for using in file.content.usings() {
        if is_allowed(&using) {
            continue;
        }
        let message = format!("the namespace of `{}` is not allowed in scripts", using.name);
        let finding = cx.report(file.place(using.name_span), message);
        finding.help("remove the line, and what depends on it");
        if using.name == ACCEPTED_BEFORE {
            finding.at_most(Level::Warning);
        }
        finding.fix(Safety::Unsafe, "remove the line", [Some(Edit::delete(with_its_line(file.text, using.span)))]);
    }
    check_names(cx, file);
}

/// The span with its indentation and line end, where nothing else stands in the line.
fn with_its_line(text: &str, span: Span) -> Span {
    let before = text[..span.start as usize].trim_end_matches([' ', '\t']);
    let rest = text[span.end as usize..].trim_start_matches([' ', '\t']);
    let line_end = ["\r\n", "\n"].into_iter().find(|line_end| rest.starts_with(line_end));
    match line_end {
        Some(line_end) if before.is_empty() || before.ends_with('\n') => {
            Span::new(before.len(), text.len() - rest.len() + line_end.len())
        }
        _ => span,
    }
}

/// Names that are written with their namespace.
fn check_names(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let accesses = file.content.machine_accesses();
    let is_access = |span: Span| {
        let before = accesses.partition_point(|access| access.start <= span.start);
        before.checked_sub(1).is_some_and(|index| span.start < accesses[index].end)
    };
    for found in ROOTS.iter().flat_map(|root| file.content.dotted_names(root)) {
        let namespace = OTHERS.iter().find(|other| {
            let rest = found.name.strip_prefix(**other);
            rest.is_some_and(|rest| rest.starts_with('.'))
        });
        if let Some(namespace) = namespace.filter(|_| !is_access(found.span)) {
            cx.report(file.place(found.span), format!("the namespace `{namespace}` is not allowed in scripts"))
                .help("do without the type, or ask the service to do that work")
                .at_most(Level::Warning);
        }
    }
}

fn is_allowed(using: &Using<'_>) -> bool {
    let is_listed = |name: &str| ALLOWED.contains(&name) || name == PLATFORM;
    if using.kind == UsingKind::Namespace {
        return is_listed(&using.name);
    }
    // An alias names a type, which may lie in another type; a word alone is another alias.
    let path = using.name.split('<').next().unwrap_or_default();
    let Some((namespace, _)) = path.rsplit_once('.') else { return true };
    is_listed(namespace) || NESTING_TYPES.contains(&namespace)
}

/// Types of allowed namespaces that hold types which scripts give a shorter name.
const NESTING_TYPES: [&str; 1] = ["System.Environment"];
