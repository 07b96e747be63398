use crate::archive::shown;
use crate::certification::{Kind, Package};
use crate::rule::Cx;

rule! {
    /// A package has several Markdown files at its root.
    ///
    /// One of them is the introduction, and nobody knows which.
    PackageIntroNotSingle {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.5"],
        evidence: "Microsoft's package validator refuses it, without a word",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    let files = package.markdown_files();
    if package.kind == Kind::Certification && files.len() > 1 {
        let names: Vec<String> = files.iter().map(|file| format!("`{}`", shown(&file.name))).collect();
        cx.report(package.outer.place(), format!("there are several Markdown files: {}", names.join(", ")))
            .help("leave only `intro.md` at the root of the zip");
    }
}
