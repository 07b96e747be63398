use crate::certification::{Component, Package, Part};
use crate::rule::Cx;

rule! {
    /// A connector solution does not list its connector.
    ///
    /// `solution.xml` lists a connector as a root component of type 372.
    ConnectorComponentMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.8"],
        evidence: "documented; the public exports list it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.part() == Part::Connector) {
        let Some(manifest) = &solution.manifest else { continue };
        if manifest.is_known() && !manifest.components.iter().any(Component::is_connector) {
            cx.report(manifest.place, "no root component is a connector (type 372)").help("export the solution again");
        }
    }
}
