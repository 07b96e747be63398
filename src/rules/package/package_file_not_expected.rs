use crate::archive::shown;
use crate::certification::{CUSTOM_PROPERTIES, Kind, Package, has_extension, is_zip_name};
use crate::rule::Cx;

rule! {
    /// A package holds a file that belongs to nothing.
    ///
    /// The outer zip holds the introduction, the package zip and perhaps `customProperties.json`. In the package zip, solutions
    /// lie in `PkgAssets`.
    PackageFileNotExpected {
        levels: { Warning },
        origin: Certification,
        codes: ["5000.1.1.5"],
        evidence: "documented what belongs there; Microsoft's package validator looks at .md and .zip only",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    if package.kind == Kind::Certification {
        let is_known =
            |name: &str| has_extension(name, "md") || is_zip_name(name) || name.eq_ignore_ascii_case(CUSTOM_PROPERTIES);
        for file in package.outer.files().filter(|file| !is_known(&file.name)) {
            cx.report(package.outer.place(), format!("`{}` does not belong into the outer zip", shown(&file.name)))
                .help("remove it");
        }
    }
    let beside = package.inner.iter().filter(|_| package.assets.is_some());
    for (level, file) in beside.flat_map(|inner| inner.files().map(move |file| (inner, file))) {
        if is_zip_name(&file.name) {
            cx.report(level.place(), format!("`{}` lies outside the folder of the solutions", shown(&file.name)))
                .help("move it into `PkgAssets`, or remove it");
        }
    }
}
