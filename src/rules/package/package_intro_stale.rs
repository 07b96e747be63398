use crate::certification::Package;
use crate::connector::Role;
use crate::rule::Cx;

rule! {
    /// The introduction in a package is not the one of the sources.
    ///
    /// Given by `verify --source` and by `package`.
    PackageIntroStale {
        levels: { Warning },
        origin: House,
        evidence: "derived: the package is made again for each update, its introduction is easily forgotten",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for difference in package.stale.iter().flat_map(|stale| &stale.differences).filter(|d| d.role == Role::Intro) {
        let finding = cx.report(difference.place, difference.told());
        finding.help("put the introduction of the sources into the package");
        if let Some(source) = difference.source {
            finding.label(source, difference.values_told());
        }
    }
}
