use crate::certification::{ConnectorElement, Package, start_of};
use crate::rule::Cx;

rule! {
    /// A file in `Connector` belongs to no connector.
    ///
    /// `customizations.xml` does not name it, so it is not imported.
    SolutionFileNotNamed {
        levels: { Warning },
        origin: Certification,
        codes: ["5000.1.1.17"],
        evidence: "derived: importers read what customizations.xml names",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.has_connector()) {
        for entry in solution.level.below("Connector") {
            let names = |name: &str| name.trim_start_matches('/').eq_ignore_ascii_case(&entry.name);
            if !solution.connectors().iter().flat_map(ConnectorElement::paths).any(|(_, path)| names(&path.text)) {
                let place = entry.file.map_or(solution.level.place(), start_of);
                cx.report(place, "`customizations.xml` names no connector with this file")
                    .help("export the solution again");
            }
        }
    }
}
