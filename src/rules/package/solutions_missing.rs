use crate::archive::shown;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// The folder of the solutions holds no solution.
    ///
    /// A package has a connector solution and a flow solution.
    SolutionsMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.13", "5000.1.1.6"],
        evidence: "Microsoft's package validator refuses it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let (Some(inner), Some(assets)) = (&package.inner, &package.assets) else { return };
    let found = package.solution_zips().len();
    if !inner.is_complete || inner.is_solution() {
        return;
    }
    if found == 0 {
        cx.report(inner.place(), format!("`{}` holds no solution", shown(assets)))
            .help("put the zips of the connector solution and of the flow solution into it");
    }
}
