use crate::archive::shown;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A package has too many solutions.
    ///
    /// It has a connector solution and a flow solution; a third one only with an AI plug-in.
    SolutionsTooMany {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.13"],
        evidence: "Microsoft's package validator refuses it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let (Some(inner), Some(assets)) = (&package.inner, &package.assets) else { return };
    let (found, wanted) = (package.solution_zips().len(), package.wanted_solutions());
    if !inner.is_complete || inner.is_solution() {
        return;
    }
    if found > wanted {
        let message = format!("`{}` holds {found} solutions, and there must be {wanted}", shown(assets));
        cx.report(inner.place(), message).help("leave the connector solution and the flow solution");
    }
}
