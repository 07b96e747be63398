use crate::connector::script::{Script, Using, UsingKind};
use crate::finding::{Level, Safety};
use crate::rule::{Cx, TextFile};
use crate::text::Edit;

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

rule! {
    /// A `using` names a namespace that certification does not allow in scripts.
    ///
    /// The platform documents 26 namespaces and imports them all, so `using` lines are needed for none of them. Others
    /// may work in a custom connector and are refused in certification.
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
    ///         using var body = new StringContent("using System.Reflection;");
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
        evidence: "documented: 26 namespaces; reviewers refuse others (issue 3478); among 86 published scripts 6 have one, all tolerated here",
        since: "0.1.0",
        check: Script(check),
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
        finding.fix(Safety::Unsafe, "remove the line", [Some(Edit::delete(using.span))]);
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
