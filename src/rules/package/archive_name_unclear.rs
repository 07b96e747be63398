use crate::archive::ProblemKind;
use crate::certification::Package;
use crate::rule::Cx;

rule! {
    /// A name in a zip is read differently by different programs.
    ///
    /// Backslashes separate folders on Windows and are letters elsewhere; letters outside ASCII need the mark that they are
    /// UTF-8. Older versions of Windows PowerShell and of .NET write such names.
    ArchiveNameUnclear {
        levels: { Warning },
        origin: House,
        evidence: "documented: names in zips have slashes; written by Compress-Archive of Windows PowerShell 5",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    for (place, problem) in package.problems_of(&[ProblemKind::Backslash, ProblemKind::NameEncoding]) {
        cx.report(place, problem.to_string()).help("make the zip anew with a current program");
    }
}
