use crate::connector::script::{ENTRY_POINT, ENTRY_POINT_TYPE, Method, Script};
use crate::rule::{Cx, TextFile};

rule! {
    /// `ExecuteAsync` does not have the form in which the platform calls it.
    ///
    /// It overrides the base class's method, so it is `public override`, has no parameters and returns
    /// `Task<HttpResponseMessage>`; whether it is `async` is free.
    ///
    /// ```raw:script.csx,bad,at=3:44
    /// public class Script : ScriptBase
    /// {
    ///     public async Task<HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,bad,at=3:41
    /// public class Script : ScriptBase
    /// {
    ///     public override HttpResponseMessage ExecuteAsync(string operation)
    ///     {
    ///         return new HttpResponseMessage(HttpStatusCode.OK);
    ///     }
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase
    /// {
    ///     public override async System.Threading.Tasks.Task<System.Net.Http.HttpResponseMessage> ExecuteAsync()
    ///     {
    ///         return await this.ExecuteAsync("orders");
    ///     }
    ///
    ///     private Task<HttpResponseMessage> ExecuteAsync(string what) => this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    /// }
    /// ```
    ScriptEntryPointNotValid {
        levels: { Error },
        origin: Certification,
        evidence: "documented; a class that does not override the abstract method does not compile",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let script = &file.content;
    // Without the base class there is nothing to override, and that is the cause.
    let main = script.main_class().filter(|main| script.is_complete() && main.has_base);
    let Some(main) = main else { return };
    let methods = script.entry_points(&main);
    let wrong: Vec<_> = methods.iter().map(|method| (method, wrong_with(method))).collect();
    if wrong.iter().any(|(_, defects)| defects.is_empty()) {
        return;
    }
    if let Some((method, defects)) = wrong.first() {
        cx.report(file.place(method.name_span), format!("`{ENTRY_POINT}` {}", defects.join(", ")))
            .help("declare it as `public override async Task<HttpResponseMessage> ExecuteAsync()`");
    }
}

fn wrong_with(method: &Method<'_>) -> Vec<String> {
    let mut defects = Vec::new();
    for modifier in ["public", "override"] {
        if !method.has_modifier(modifier) {
            defects.push(format!("is not `{modifier}`"));
        }
    }
    if unqualified(method.return_type) != ENTRY_POINT_TYPE {
        defects.push(format!("returns `{}`", method.return_type));
    }
    if method.has_parameters {
        defects.push("has parameters".to_owned());
    }
    defects
}

/// A type without the namespaces and blanks in it.
fn unqualified(written: &str) -> String {
    let compact: String = written.split_whitespace().collect();
    let parts = compact.split_inclusive(['<', '>', ',']);
    parts.map(|part| part.rsplit(['.', ':']).next().unwrap_or_default()).collect()
}
