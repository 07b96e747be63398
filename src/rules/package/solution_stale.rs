use crate::certification::Package;
use crate::connector::Role;
use crate::rule::Cx;

rule! {
    /// The connector in a package is not the one of the sources.
    ///
    /// The repository and the package are reviewed as one; whatever differs was changed after the solution was exported, or was
    /// never pushed. What the platform rewrites by itself is not counted. Given by `verify --source` and by `package`.
    SolutionStale {
        levels: { Error },
        origin: House,
        evidence: "derived: the certification reads the package, the reviewers read the sources",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for difference in package.stale.iter().flat_map(|stale| &stale.differences).filter(|d| d.role != Role::Intro) {
        let finding = cx.report(difference.place, difference.told());
        finding.help("bring the sources to the environment, and export the solutions again");
        if let Some(source) = difference.source {
            finding.label(source, difference.values_told());
        }
    }
}
