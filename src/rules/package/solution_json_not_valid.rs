use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A JSON file of the connector in a solution cannot be read.
    ///
    /// Connection parameters, policies and the operations of the script are JSON files in `Connector`.
    SolutionJsonNotValid {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.16"],
        evidence: "no importer reads it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for (place, message) in package.inside.iter().flat_map(|inside| &inside.broken) {
        cx.report(*place, message.clone()).help("export the solution again");
    }
}
