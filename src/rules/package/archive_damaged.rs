use crate::archive::ProblemKind;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A zip, or a file in it, cannot be read.
    ///
    /// It was cut off, changed after it was made, or is no zip at all. What is in it cannot be judged, and nobody can unpack it.
    ArchiveDamaged {
        levels: { Error },
        origin: House,
        evidence: "no program can unpack it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for (place, problem) in package.problems_of(&[
        ProblemKind::NotAZip,
        ProblemKind::Truncated,
        ProblemKind::Damaged,
        ProblemKind::SizeMismatch,
        ProblemKind::ChecksumMismatch,
    ]) {
        cx.report(place, problem.to_string()).help("make the zip anew");
    }
}
