use crate::archive::ProblemKind;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A zip asks too much of whoever reads it.
    ///
    /// It has too many entries, or they become suspiciously large: small files that inflate to gigabytes fill disks. All zips
    /// in the package count together. `--max-megabytes` and `--max-entries` of `verify` raise the limits.
    ArchiveTooLarge {
        levels: { Error },
        origin: House,
        evidence: "zips made to attack whoever unpacks them have it; no exporter or build tool writes it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for (place, problem) in
        package.problems_of(&[ProblemKind::TooManyEntries, ProblemKind::TooLarge, ProblemKind::RatioTooHigh])
    {
        cx.report(place, problem.to_string())
            .help("leave out what does not belong, or raise --max-megabytes or --max-entries");
    }
}
