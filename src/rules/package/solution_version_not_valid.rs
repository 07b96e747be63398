use crate::archive::shown;
use crate::certification::{Package, is_solution_version};
use crate::rule::Cx;

rule! {
    /// The version of a solution does not have four numbers.
    ///
    /// Solutions have versions such as `1.0.0.0`.
    SolutionVersionNotValid {
        levels: { Error },
        origin: Certification,
        evidence: "documented: four numbers with dots between them",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let manifests = package.solutions.iter().filter_map(|solution| solution.manifest.as_ref());
    for version in manifests.filter_map(|manifest| manifest.version.as_ref()).filter(|version| !version.text.is_empty())
    {
        if !is_solution_version(&version.text) {
            cx.report(version.place, format!("`{}` is not a version of four numbers", shown(&version.text)))
                .help("write a version such as `1.0.0.0`");
        }
    }
}
