use crate::certification::{Kind, Package};
use crate::rule::Cx;

rule! {
    /// A package zip lacks the outer zip with the introduction.
    ///
    /// What is handed in is a zip that holds `intro.md` and the package zip. This is the inner one.
    PackageNotWrapped {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.11"],
        evidence: "Microsoft's package validator refuses it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    if package.kind == Kind::PackageZip {
        cx.report(package.outer.place(), "this is the package zip itself, without the outer zip")
            .help("zip it together with `intro.md`, or let `connkit package --kind certification --package-zip` do it");
    }
}
