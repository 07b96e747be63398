use crate::archive::ProblemKind;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// An entry of a zip is a symbolic link, a device or something else that is no file.
    ///
    /// A link can lead anywhere on the machine that unpacks it.
    ArchiveEntryNotRegular {
        levels: { Error },
        origin: House,
        evidence: "zips made to attack whoever unpacks them have it; no exporter or build tool writes it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for (place, problem) in package.problems_of(&[ProblemKind::NotRegular, ProblemKind::Directory]) {
        cx.report(place, problem.to_string()).help("put the file itself into the zip");
    }
}
