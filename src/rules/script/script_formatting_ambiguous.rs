use crate::connector::script::{Script, TokenKind, UsingKind};
use crate::finding::Safety;
use crate::rule::{Cx, TextFile};
use crate::text::{Edit, Span};

/// The namespace whose `Formatting` code that writes JSON means.
const MEANT: &str = "Newtonsoft.Json.";

/// With one of these names in the script, its `Formatting` may be that of `System.Xml`.
const XML_WRITERS: [&str; 2] = ["XmlTextWriter", "XmlDocument"];

rule! {
    /// `Formatting` can mean a type of `Newtonsoft.Json` or of `System.Xml`.
    ///
    /// The platform imports both namespaces into every script, so the compiler cannot choose. Written with its namespace,
    /// the name is clear.
    ///
    /// ```raw:script.csx,bad,at=6:39
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         var body = new JObject();
    ///         var text = body.ToString(     Formatting.None);
    ///         return new HttpResponseMessage { Content = CreateJsonContent(text) };
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,bad,at=6:63
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         var writer = new XmlTextWriter(new StringWriter());
    ///         var text = JsonConvert.SerializeObject(new JObject(), Formatting.Indented);
    ///         return new HttpResponseMessage { Content = CreateJsonContent(text) };
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     // Formatting.None
    ///     public override async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         var text = new JObject().ToString(Newtonsoft.Json.Formatting.None) + "Formatting.None";
    ///         var settings = new JsonSerializerSettings { Formatting = Newtonsoft.Json.Formatting.Indented };
    ///         return new HttpResponseMessage { Content = CreateJsonContent(text) };
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// using Formatting = Newtonsoft.Json.Formatting;
    ///
    /// public class Script : ScriptBase
    /// {
    ///     public override async Task<HttpResponseMessage> ExecuteAsync() =>
    ///         new HttpResponseMessage { Content = CreateJsonContent(new JObject().ToString(Formatting.None)) };
    /// }
    /// ```
    ScriptFormattingAmbiguous {
        levels: { Warning },
        origin: House,
        evidence: "inferred: both namespaces are among those that the platform documents as imported",
        since: "0.1.0",
        check: Script(check),
        fixes: [Safe],
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let script = &file.content;
    let has_alias = script.usings().iter().any(|using| using.kind == UsingKind::Alias("Formatting"));
    if has_alias || script.classes().iter().any(|class| class.name == "Formatting") {
        return;
    }
    let has_xml = XML_WRITERS.iter().any(|name| !script.find(&[name]).is_empty());
    for span in bare_uses(script) {
        let message = format!("`{}` may be of `Newtonsoft.Json` or of `System.Xml`", script.slice(span));
        let finding = cx.report(file.place(span), message);
        finding.help("write `Newtonsoft.Json.Formatting`");
        if !has_xml {
            let edit = Edit::insert(span.start, MEANT);
            finding.fix(Safety::Safe, format!("write `{MEANT}Formatting`"), [Some(edit)]);
        }
    }
}

/// `Formatting.None` and `Formatting.Indented` with nothing before them.
fn bare_uses(script: &Script) -> Vec<Span> {
    let mut uses: Vec<Span> = ["None", "Indented"]
        .iter()
        .flat_map(|value| script.find(&["Formatting", ".", value]))
        .filter(|span| {
            let tokens = script.tokens();
            let index = tokens.partition_point(|token| token.span.start < span.start);
            index.checked_sub(1).is_none_or(|before| {
                let token = tokens[before];
                token.kind != TokenKind::Punctuation || !matches!(script.slice(token.span), "." | "?." | "::")
            })
        })
        .collect();
    uses.sort_unstable();
    uses
}
