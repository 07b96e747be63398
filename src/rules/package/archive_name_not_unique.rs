use crate::archive::ProblemKind;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// Two entries of a zip have the same name, perhaps but for upper and lower case.
    ///
    /// Which of them is unpacked depends on the program and on the file system.
    ArchiveNameNotUnique {
        levels: { Error },
        origin: House,
        evidence: "zips made to attack whoever unpacks them have it; no exporter or build tool writes it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for (place, problem) in package.problems_of(&[ProblemKind::DuplicateName, ProblemKind::NamesDifferInCase]) {
        cx.report(place, problem.to_string()).help("remove one of them");
    }
}
