use crate::certification::{Package, Part};
use crate::rule::Cx;

rule! {
    /// A solution needs a component that it does not hold.
    ///
    /// It can be imported only where that component is already, which it is not at Microsoft.
    SolutionDependencyMissing {
        levels: { Warning },
        origin: House,
        evidence: "documented for solutions: missing dependencies stop an import",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.part() == Part::Connector) {
        for place in solution.manifest.iter().flat_map(|manifest| &manifest.missing) {
            cx.report(*place, "the solution needs a component that it does not hold")
                .help("remove what needs it, and export the solution again");
        }
    }
}
