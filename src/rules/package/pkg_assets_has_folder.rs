use crate::archive::shown;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// The folder of the solutions holds a folder.
    ///
    /// The zips of the solutions lie in it directly.
    PkgAssetsHasFolder {
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
    let names = inner
        .below(assets)
        .filter_map(|entry| entry.name.split('/').nth(1).filter(|_| entry.name.matches('/').count() > 1));
    let mut folders: Vec<&str> = names.collect();
    folders.sort_unstable();
    folders.dedup();
    for folder in folders.into_iter().filter(|_| !inner.is_solution()) {
        cx.report(inner.place(), format!("`{}` holds the folder `{}`", shown(assets), shown(folder)))
            .help("put the zips of the solutions directly into `PkgAssets`");
    }
}
