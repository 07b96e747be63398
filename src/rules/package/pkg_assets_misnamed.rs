use crate::archive::shown;
use crate::certification::{ASSETS_FOLDER, Package};
use crate::rule::Cx;

rule! {
    /// The folder of the solutions is not called `PkgAssets`.
    ///
    /// The package validator takes any name, the policy asks for this one.
    PkgAssetsMisnamed {
        levels: { Warning },
        origin: Certification,
        codes: ["5000.1.1.12"],
        evidence: "documented; Microsoft's package validator does not look at the name",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let (Some(inner), Some(assets)) = (&package.inner, &package.assets) else { return };
    if assets != ASSETS_FOLDER && !inner.is_solution() {
        cx.report(inner.place(), format!("the folder of the solutions is called `{}`", shown(assets)))
            .help("call it `PkgAssets`");
    }
}
