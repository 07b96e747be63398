use crate::certification::{Package, Part};
use crate::rule::Cx;

rule! {
    /// A solution holds several connectors.
    ///
    /// A package is about one connector; a stray copy gives misleading errors.
    ConnectorNotSingle {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.8"],
        evidence: "documented: the solution holds the intended connector only",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.part() != Part::Flow) {
        let [first, others @ ..] = solution.connectors() else { continue };
        for other in others {
            cx.report(other.place, "the solution holds one more connector")
                .label(first.place, "the first one")
                .help("remove it from the solution, and export that again");
        }
    }
}
