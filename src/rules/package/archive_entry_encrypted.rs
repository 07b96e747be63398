use crate::archive::ProblemKind;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// An entry of a zip is encrypted.
    ///
    /// Nobody in the certification asks for a password.
    ArchiveEntryEncrypted {
        levels: { Error },
        origin: House,
        evidence: "zips made to attack whoever unpacks them have it; no exporter or build tool writes it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for (place, problem) in package.problems_of(&[ProblemKind::Encrypted]) {
        cx.report(place, problem.to_string()).help("make the zip anew without a password");
    }
}
