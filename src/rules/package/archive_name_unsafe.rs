use crate::archive::ProblemKind;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A name in a zip leads out of the folder that it is unpacked to, or plays tricks on the reader.
    ///
    /// Absolute paths, `..`, control characters and names that are not UTF-8 overwrite files elsewhere, or hide what they are.
    ArchiveNameUnsafe {
        levels: { Error },
        origin: House,
        evidence: "zips made to attack whoever unpacks them have it; no exporter or build tool writes it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for (place, problem) in package.problems_of(&[ProblemKind::UnsafeName]) {
        cx.report(place, problem.to_string()).help("rename the file and make the zip anew");
    }
}
