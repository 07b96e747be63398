use crate::archive::shown;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A flow that a solution describes has no file.
    ///
    /// `customizations.xml` names a file in `Workflows` for each flow.
    WorkflowFileMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.15"],
        evidence: "documented policy code",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.level.has_folder("Workflows")) {
        for file in solution.flows().iter().filter_map(|flow| flow.json_file.as_ref()) {
            if solution.level.entry(file.text.trim_start_matches('/')).is_none() {
                cx.report(file.place, format!("`{}` is not in the solution", shown(&file.text)))
                    .help("export the solution again");
            }
        }
    }
}
