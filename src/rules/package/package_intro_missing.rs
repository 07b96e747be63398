use crate::certification::{Kind, Package};
use crate::rule::Cx;

rule! {
    /// A package has no introduction.
    ///
    /// `intro.md` at the root of the outer zip becomes the public page about the connector.
    PackageIntroMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.5", "5000.1.1.2"],
        evidence: "Microsoft's package validator refuses it",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let is_asked = package.kind == Kind::Certification && package.outer.is_complete;
    if is_asked && package.markdown_files().is_empty() {
        cx.report(package.outer.place(), "the introduction is missing").help("put `intro.md` at the root of the zip");
    }
}
