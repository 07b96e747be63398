use crate::connector::definition::Definition;
use crate::finding::{Level, Safety};
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// A scheme is none that Swagger 2.0 knows.
    ///
    /// A scheme is `http`, `https`, `ws` or `wss`, in lower case and without `://`.
    ///
    /// ```json,bad,at=/schemes/0
    /// { "schemes": ["https://"] }
    /// ```
    /// ```json,good
    /// { "schemes": ["https", "wss"] }
    /// ```
    SchemeNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 1,034 has it",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (entry, scheme) in definition.schemes() {
        if matches!(&*scheme, "http" | "https" | "ws" | "wss") {
            continue;
        }
        let finding = cx.report(entry, format!("`{scheme}` is no scheme")).help("use `https`");
        let name = scheme.trim().trim_end_matches("://").to_ascii_lowercase();
        if name == "https" || name == "http" {
            finding.fix(Safety::Safe, format!("write `{name}`"), [Some(replace_value(entry, &quote(&name)))]);
        }
        // Nobody has seen whether the platform minds capitals.
        if name.eq_ignore_ascii_case(&scheme) && matches!(&*name, "http" | "https" | "ws" | "wss") {
            finding.at_most(Level::Warning);
        }
    }
}
