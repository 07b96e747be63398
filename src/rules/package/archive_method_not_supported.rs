use crate::archive::ProblemKind;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A zip uses a feature that not every program reads.
    ///
    /// Contents that are compressed otherwise than by deflate, and zip64, are read by some programs only.
    ArchiveMethodNotSupported {
        levels: { Error },
        origin: House,
        evidence: "zips made to attack whoever unpacks them have it; no exporter or build tool writes it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for (place, problem) in package.problems_of(&[ProblemKind::Unsupported]) {
        cx.report(place, problem.to_string()).help("make the zip anew with deflate");
    }
}
