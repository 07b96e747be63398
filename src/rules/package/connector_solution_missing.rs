use crate::certification::{Level, Package, Part};
use crate::rule::Cx;

rule! {
    /// None of the solutions of a package is the connector solution.
    ///
    /// That is the one that holds the connector and nothing else: no flow, no plug-in.
    ConnectorSolutionMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.6", "5000.1.1.8"],
        evidence: "Microsoft's package validator refuses it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let is_asked = package.is_certification() && package.knows_all_solutions();
    let count = package.solutions.len();
    if is_asked && count == package.wanted_solutions() && package.solution(Part::Connector).is_none() {
        let place = package.inner.as_ref().map_or(package.outer.place(), Level::place);
        cx.report(place, "none of the solutions holds just the connector")
            .help("put the connector, and nothing else, into a solution of its own");
    }
}
