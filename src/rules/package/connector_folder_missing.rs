use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A solution lacks the folder `Connector` of the connector that it describes.
    ///
    /// `customizations.xml` names the files in it.
    ConnectorFolderMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.17"],
        evidence: "Microsoft's package validator refuses it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.has_connector() && solution.level.is_complete) {
        if !solution.level.has_folder("Connector") {
            cx.report(solution.level.place(), "the folder `Connector` is missing").help("export the solution again");
        }
    }
}
