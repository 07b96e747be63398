use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A plug-in solution lacks one of its folders.
    ///
    /// It holds `aiplugins` and `aipluginoperations`.
    PluginFolderMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.6"],
        evidence: "Microsoft's package validator refuses it where a plug-in is announced",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in package.solutions.iter().filter(|solution| solution.has_plugin() && solution.level.is_complete) {
        for folder in ["aiplugins", "aipluginoperations"] {
            if !solution.level.has_folder(folder) {
                cx.report(solution.level.place(), format!("the folder `{folder}` is missing"))
                    .help("export the solution again");
            }
        }
    }
}
