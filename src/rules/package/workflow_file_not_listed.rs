use crate::certification::{Package, has_extension, start_of};
use crate::rule::Cx;

rule! {
    /// A file in `Workflows` belongs to no flow.
    ///
    /// `customizations.xml` does not name it.
    WorkflowFileNotListed {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.15"],
        evidence: "documented policy code: the list of flows and the files differ",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.customizations.is_some()) {
        for entry in solution.level.below("Workflows").filter(|entry| has_extension(&entry.name, "json")) {
            let names = |name: &str| name.trim_start_matches('/').eq_ignore_ascii_case(&entry.name);
            let is_listed = solution.flows().iter().any(|flow| flow.json_file.as_ref().is_some_and(|f| names(&f.text)));
            if !is_listed {
                let place = entry.file.map_or(solution.level.place(), start_of);
                cx.report(place, "`customizations.xml` names no flow with this file").help("export the solution again");
            }
        }
    }
}
