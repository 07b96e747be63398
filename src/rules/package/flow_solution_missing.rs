use crate::certification::{Level, Package, Solution};
use crate::rule::Cx;

rule! {
    /// None of the solutions of a package is the flow solution.
    ///
    /// That is the one that holds the connector and flows that use it.
    FlowSolutionMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.6", "5000.1.1.7"],
        evidence: "Microsoft's package validator refuses it; the certification says that the package should contain a flow package",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let is_asked = package.is_certification() && package.knows_all_solutions();
    let has_flows = package.solutions.iter().any(Solution::has_workflows);
    if is_asked && package.solutions.len() == package.wanted_solutions() && !has_flows {
        let place = package.inner.as_ref().map_or(package.outer.place(), Level::place);
        cx.report(place, "none of the solutions holds flows")
            .help("make a flow that uses the connector, in a solution with the connector, and export that");
    }
}
