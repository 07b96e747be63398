use crate::archive::shown;
use crate::certification::{Package, Solution};
use crate::rule::Cx;

rule! {
    /// A connector in a solution is not a custom connector.
    ///
    /// Its `connectortype` is 1.
    ConnectorTypeNotCustom {
        levels: { Error },
        origin: Certification,
        evidence: "documented; the public exports have it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for kind in package.solutions.iter().flat_map(Solution::connectors).filter_map(|c| c.get("connectortype")) {
        if kind.text != "1" {
            cx.report(kind.place, format!("`connectortype` is `{}`, not 1", shown(&kind.text)))
                .help("export the solution again");
        }
    }
}
