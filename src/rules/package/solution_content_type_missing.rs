use crate::archive::shown;
use crate::certification::Package;
use crate::rule::Cx;
use camino::Utf8Path;
use std::collections::BTreeSet;

rule! {
    /// `[Content_Types].xml` does not know the type of a file in the solution.
    ///
    /// Importers read the file by the types that it lists.
    SolutionContentTypeMissing {
        levels: { Warning },
        origin: Certification,
        codes: ["5000.1.1.10"],
        evidence: "documented: an entry for each extension",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for solution in &package.solutions {
        let Some(types) = &solution.content_types else { continue };
        let extensions = solution.level.entries.iter().filter_map(|entry| Utf8Path::new(&entry.name).extension());
        let unknown: BTreeSet<String> =
            extensions.map(str::to_lowercase).filter(|extension| !types.contains(extension)).collect();
        for extension in unknown {
            let place = solution.place_of("[Content_Types].xml");
            cx.report(place, format!("the extension `{}` is not listed", shown(&extension)))
                .help("export the solution again");
        }
    }
}
