use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A solution lies where the package zip belongs.
    ///
    /// The package zip holds a folder `PkgAssets` with the zips of the solutions, never the files of a solution themselves.
    PackageZipIsSolution {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.12"],
        evidence: "the portal says that the folder PkgAssets is missing; Microsoft's package validator refuses it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    if let Some(inner) = package.inner.as_ref().filter(|inner| inner.is_solution()) {
        cx.report(inner.place(), "this is a solution, not a package zip with solutions")
            .help("put the solutions into a folder `PkgAssets`, and zip that folder");
    }
}
