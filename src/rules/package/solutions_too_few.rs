use crate::archive::shown;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A package has too few solutions.
    ///
    /// It has a connector solution and a flow solution, and with an AI plug-in a third one.
    SolutionsTooFew {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.6"],
        evidence: "Microsoft's package validator refuses it, without a word where one of two is missing",
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
    if (1..wanted).contains(&found) {
        let message = format!("`{}` holds {} of {wanted} solutions", shown(assets), found);
        cx.report(inner.place(), message).help("add the flow solution, or the connector solution");
    }
}
