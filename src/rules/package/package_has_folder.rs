use crate::archive::shown;
use crate::certification::{Kind, Package};
use crate::rule::Cx;

rule! {
    /// The outer zip of a package holds a folder.
    ///
    /// At its root lie the introduction and the package zip, and nothing lies in folders. Zipping the folder instead of the two
    /// files is the classic mistake; macOS adds a folder `__MACOSX`.
    PackageHasFolder {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.11"],
        evidence: "Microsoft's package validator refuses it; the portal says that no package was found at the root",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    if package.kind != Kind::Certification {
        return;
    }
    let help = "zip the two files themselves, not the folder that they lie in";
    if let Some(wrapper) = &package.wrapper {
        let message = format!("everything lies in the folder `{}`", shown(wrapper));
        cx.report(package.outer.place(), message).help(help);
    }
    for folder in &package.outer.folders {
        cx.report(package.outer.place(), format!("the outer zip holds the folder `{}`", shown(folder))).help(help);
    }
}
