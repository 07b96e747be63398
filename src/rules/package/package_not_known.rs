use crate::certification::{Kind, Package};
use crate::rule::Cx;

rule! {
    /// A zip holds nothing that is handed in.
    ///
    /// It is neither a package for certification nor a solution, nor do the files of a connector lie in it.
    PackageNotKnown {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.5"],
        evidence: "documented: what a package holds",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    if package.kind == Kind::Unknown && package.outer.is_complete {
        cx.report(package.outer.place(), "the zip holds neither a package nor a solution nor a connector")
            .help("put `intro.md` and the package zip at the root of the zip");
    }
}
