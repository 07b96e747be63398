use crate::archive::shown;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// `solution.xml` lacks something that every exported solution says.
    ///
    /// It names the solution, its version, whether it is managed, and its publisher.
    SolutionManifestIncomplete {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.10"],
        evidence: "documented; the public exports have all of them",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for manifest in package.solutions.iter().filter_map(|solution| solution.manifest.as_ref()) {
        if !manifest.is_known() {
            let message = format!("the root is `{}`, not `ImportExportXml`", shown(&manifest.root.text));
            cx.report(manifest.root.place, message).help("export the solution again");
            continue;
        }
        let wanted = [
            ("UniqueName", &manifest.unique_name),
            ("Version", &manifest.version),
            ("Managed", &manifest.managed),
            ("Publisher/UniqueName", &manifest.publisher),
            ("Publisher/CustomizationPrefix", &manifest.prefix),
        ];
        for (name, value) in wanted {
            if value.as_ref().is_none_or(|value| value.text.is_empty()) {
                cx.report(manifest.place, format!("`{name}` is missing")).help("export the solution again");
            }
        }
    }
}
