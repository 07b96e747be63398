use crate::archive::shown;
use crate::certification::{Package, Part};
use crate::rule::Cx;

rule! {
    /// A connector solution holds more than the connector.
    ///
    /// Only the connector belongs into it.
    ConnectorSolutionHasOtherComponents {
        levels: { Warning },
        origin: Certification,
        codes: ["5000.1.1.8"],
        evidence: "documented; Microsoft's package validator sees flows and plug-ins only",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.part() == Part::Connector) {
        let components = solution.manifest.iter().flat_map(|manifest| &manifest.components);
        for component in components.filter(|component| !component.is_connector()) {
            let message = format!("a component of type {} is no connector", shown(&component.kind));
            cx.report(component.place, message).help("remove it from the solution, and export that again");
        }
    }
}
