use crate::certification::{Kind, Package};
use crate::rule::Cx;

rule! {
    /// The outer zip of a package holds no package zip.
    ///
    /// Beside the introduction lies one zip: the one with the folder of the solutions.
    PackageZipMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.11", "5000.1.1.5"],
        evidence: "Microsoft's package validator refuses it; the portal says that no package was found at the root",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let is_asked = package.kind == Kind::Certification && package.outer.is_complete;
    if is_asked && package.zip_files().is_empty() {
        cx.report(package.outer.place(), "the package zip is missing")
            .help("put the zip with the folder `PkgAssets` at the root of the outer zip");
    }
}
