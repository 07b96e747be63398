use crate::archive::ProblemKind;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A zip shows different contents to different programs.
    ///
    /// Entries lie over each other, headers contradict each other, or bytes belong to nothing. One program then reads another
    /// file than the next, so what was checked is not what gets installed.
    ArchiveAmbiguous {
        levels: { Error },
        origin: House,
        evidence: "zips made to attack whoever unpacks them have it; no exporter or build tool writes it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for (place, problem) in
        package.problems_of(&[ProblemKind::HeaderMismatch, ProblemKind::Overlap, ProblemKind::StrayData])
    {
        cx.report(place, problem.to_string()).help("make the zip anew with an ordinary program");
    }
}
