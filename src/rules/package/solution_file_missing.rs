use crate::certification::{Package, SOLUTION_FILES};
use crate::rule::Cx;

rule! {
    /// A solution lacks one of the files that every exported solution has.
    ///
    /// `[Content_Types].xml`, `customizations.xml` and `solution.xml` lie at its root. They are missing when the folder was
    /// zipped instead of the files in it, or when the zip is no solution.
    SolutionFileMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.10"],
        evidence: "Microsoft's package validator refuses it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.level.is_complete) {
        for name in SOLUTION_FILES {
            let is_there = solution.level.files().any(|file| file.name.eq_ignore_ascii_case(name));
            if !is_there {
                cx.report(solution.level.place(), format!("`{name}` is missing")).help("export the solution again");
            }
        }
    }
}
