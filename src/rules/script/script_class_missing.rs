use crate::connector::script::{MAIN_CLASS, Script};
use crate::finding::Level;
use crate::rule::{Cx, TextFile};

rule! {
    /// The script has no class called `Script`.
    ///
    /// The platform makes an object of that class for each request. Another name in another case was accepted three
    /// times, so it is only a hint.
    ///
    /// ```raw:script.csx,bad,at=1:1
    /// public class OrderScript : ScriptBase
    /// {
    ///     public override Task<HttpResponseMessage> ExecuteAsync() => this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    /// }
    /// ```
    /// ```raw:script.csx,bad,at=1:14
    /// public class script : ScriptBase
    /// {
    ///     public override Task<HttpResponseMessage> ExecuteAsync() => this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    /// }
    /// ```
    /// ```raw:script.csx,good
    /// // class Other
    /// public class Script : ScriptBase
    /// {
    ///     public override Task<HttpResponseMessage> ExecuteAsync() => this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    ///
    ///     private class Order { public string Id { get; set; } }
    /// }
    ///
    /// public static class Texts { public const string None = "class Script"; }
    /// ```
    ScriptClassMissing {
        levels: { Error },
        origin: Certification,
        evidence: "documented; 83 of 86 published scripts have `Script`, 3 have `script`",
        since: "0.1.0",
        check: Script(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &TextFile<'_, Script>) {
    let script = &file.content;
    if !script.is_complete() {
        return;
    }
    match script.main_class() {
        None => {
            let finding = cx.report(file.start(), format!("there is no class `{MAIN_CLASS}`"));
            finding.help("write `public class Script : ScriptBase` around the code");
            if let Some(other) = script.classes().first() {
                finding.label(file.place(other.name_span), "the first class of the file");
            }
        }
        Some(main) => {
            if let Some(class) = main.class().filter(|class| class.name != MAIN_CLASS) {
                let message = format!("the class is called `{}`, not `{MAIN_CLASS}`", class.name);
                let place = file.place(class.name_span);
                cx.report(place, message).at_most(Level::Hint).help("write the name as the documentation has it");
            }
        }
    }
}
