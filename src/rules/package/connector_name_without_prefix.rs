use crate::archive::shown;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// The name of a connector in a solution does not begin with the prefix of the solution's publisher.
    ///
    /// The connector was made under another publisher, and its name stays so wherever the solution is imported.
    ConnectorNameWithoutPrefix {
        levels: { Warning },
        origin: House,
        evidence: "a convention of solutions; a public checker of a publisher warns of it, nothing is documented",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in &package.solutions {
        let Some(prefix) = solution.manifest.as_ref().and_then(|manifest| manifest.prefix.as_ref()) else { continue };
        for name in solution.connectors().iter().filter_map(|connector| connector.get("name")) {
            let has_prefix = name.text.strip_prefix(prefix.text.as_str()).is_some_and(|rest| rest.starts_with('_'));
            if !has_prefix && !prefix.text.is_empty() {
                let message = format!("`{}` does not begin with `{}_`", shown(&name.text), shown(&prefix.text));
                cx.report(name.place, message)
                    .label(prefix.place, "the prefix of the publisher")
                    .help("make the connector in a solution of this publisher");
            }
        }
    }
}
