use crate::archive::shown;
use crate::certification::{Package, Solution, Value};
use crate::rule::Cx;

rule! {
    /// Two solutions of a package have the same unique name.
    ///
    /// Importing the second replaces the first.
    SolutionNamesNotUnique {
        levels: { Error },
        origin: House,
        codes: ["5000.1.1.6"],
        evidence: "documented: an environment knows a solution by its unique name",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let name = |solution: &'a Solution| solution.manifest.as_ref()?.unique_name.as_ref().filter(|n| !n.text.is_empty());
    let names: Vec<&Value> = package.solutions.iter().filter_map(name).collect();
    for (index, name) in names.iter().enumerate() {
        if let Some(first) = names.iter().take(index).find(|other| other.text.eq_ignore_ascii_case(&name.text)) {
            cx.report(name.place, format!("`{}` is the name of another solution, too", shown(&name.text)))
                .label(first.place, "the other solution")
                .help("export the connector and the flows from two solutions");
        }
    }
}
