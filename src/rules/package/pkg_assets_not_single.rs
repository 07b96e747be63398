use crate::archive::shown;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// The package zip has several folders.
    ///
    /// It has one, `PkgAssets`, in which the solutions lie.
    PkgAssetsNotSingle {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.12"],
        evidence: "Microsoft's package validator refuses it, without a word",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let inner = package.inner.as_ref().filter(|inner| !inner.is_solution());
    if let Some(inner) = inner.filter(|inner| inner.folders.len() > 1) {
        let names: Vec<String> = inner.folders.iter().map(|name| format!("`{}`", shown(name))).collect();
        cx.report(inner.place(), format!("there are several folders: {}", names.join(", ")))
            .help("leave only `PkgAssets`");
    }
}
