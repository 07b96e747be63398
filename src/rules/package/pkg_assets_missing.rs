use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// The package zip has no folder of solutions.
    ///
    /// The solutions lie in a folder called `PkgAssets`.
    PkgAssetsMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.12"],
        evidence: "Microsoft's package validator refuses it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let inner = package.inner.as_ref().filter(|inner| inner.is_complete && !inner.is_solution());
    if let Some(inner) = inner.filter(|inner| inner.folders.is_empty()) {
        cx.report(inner.place(), "the folder `PkgAssets` is missing")
            .help("put the solutions into a folder `PkgAssets`, and zip that folder");
    }
}
