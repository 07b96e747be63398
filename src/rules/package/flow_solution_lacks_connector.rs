use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A flow solution does not hold the connector.
    ///
    /// The flows in it could not run where the solution is imported.
    FlowSolutionLacksConnector {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.7"],
        evidence: "Microsoft's package validator refuses it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.has_workflows() && !solution.has_connector()) {
        cx.report(solution.place_of("customizations.xml"), "the solution holds flows and no connector")
            .help("add the connector to the solution, and export it again");
    }
}
