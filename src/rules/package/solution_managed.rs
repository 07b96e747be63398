use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A solution is managed.
    ///
    /// Certification takes unmanaged solutions only.
    SolutionManaged {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.6"],
        evidence: "documented: solutions are exported unmanaged",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let manifests = package.solutions.iter().filter_map(|solution| solution.manifest.as_ref());
    for managed in manifests.filter_map(|manifest| manifest.managed.as_ref()) {
        if managed.text != "0" && !managed.text.is_empty() {
            cx.report(managed.place, "the solution is managed").help("export it again as unmanaged");
        }
    }
}
