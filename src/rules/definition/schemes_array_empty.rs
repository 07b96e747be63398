use crate::connector::definition::Definition;
use crate::finding::Safety;
use crate::json::replace_value;
use crate::rule::Cx;

rule! {
    /// `schemes` is an empty list.
    ///
    /// Then there is no way to call the API. Without `schemes` the platform calls it over HTTPS.
    ///
    /// ```json,bad,at=/schemes
    /// { "schemes": [] }
    /// ```
    /// ```json,good
    /// { "schemes": null }
    /// ```
    SchemesArrayEmpty {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 1,034 has it",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for list in definition.scheme_lists() {
        if list.is_empty() {
            cx.report(list, "`schemes` is empty").help("write `https` into it").fix(
                Safety::Safe,
                "use `https`",
                [Some(replace_value(list, "[\"https\"]"))],
            );
        }
    }
}
