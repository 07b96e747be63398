use crate::archive::shown;
use crate::certification::{Kind, Package};
use crate::rule::Cx;

rule! {
    /// The outer zip of a package holds several zips.
    ///
    /// The solutions do not lie there themselves: they lie in the folder `PkgAssets` of the one package zip.
    PackageZipNotSingle {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.11"],
        evidence: "Microsoft's package validator refuses it; the portal asks for one package zip at the root",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let zips = package.zip_files();
    if package.kind == Kind::Certification && zips.len() > 1 {
        let names: Vec<String> = zips.iter().map(|file| format!("`{}`", shown(&file.name))).collect();
        cx.report(package.outer.place(), format!("there are several zips: {}", names.join(", ")))
            .help("put the solutions into the folder `PkgAssets` of one package zip");
    }
}
