use crate::archive::shown;
use crate::certification::{ConnectorElement, Package};
use crate::rule::Cx;

rule! {
    /// `customizations.xml` names a file that is not in the solution.
    ///
    /// A connector's definition, connection parameters, policies, icon and script are files in `Connector`.
    SolutionPathMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.16", "5000.1.1.17"],
        evidence: "documented policy code: invalid path",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.level.has_folder("Connector")) {
        for (name, path) in solution.connectors().iter().flat_map(ConnectorElement::paths) {
            if solution.level.entry(path.text.trim_start_matches('/')).is_none() {
                cx.report(path.place, format!("`{}`, the file of `{name}`, is not in the solution", shown(&path.text)))
                    .help("export the solution again");
            }
        }
    }
}
