use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// A scheme is one of web sockets.
    ///
    /// Connectors call APIs over HTTP; the platform opens no web sockets.
    ///
    /// ```json,bad,at=/schemes/1
    /// { "schemes": ["https", "wss"] }
    /// ```
    /// ```json,good
    /// { "schemes": ["https", "http"] }
    /// ```
    SchemeNotSupported {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 1,034 has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (entry, scheme) in definition.schemes() {
        if scheme.eq_ignore_ascii_case("ws") || scheme.eq_ignore_ascii_case("wss") {
            cx.report(entry, format!("the platform does not support the scheme `{scheme}`")).help("use `https`");
        }
    }
}
