use crate::archive::shown;
use crate::certification::{Kind, Package, start_of};
use crate::connector::Role;
use crate::rule::Cx;

rule! {
    /// The introduction of a package is not called `intro.md`.
    ///
    /// The package validator takes any Markdown file; the documents and the policy name `intro.md`.
    PackageIntroMisnamed {
        levels: { Warning },
        origin: Certification,
        codes: ["5000.1.1.5"],
        evidence: "documented; Microsoft's package validator takes any name",
        since: "0.1.0",
        check: Package(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, package: &'a Package) {
    if let (Kind::Certification, [file]) = (package.kind, package.markdown_files().as_slice())
        && !file.name.eq_ignore_ascii_case(Role::Intro.file_name())
    {
        let place = file.file.map_or(package.outer.place(), start_of);
        cx.report(place, format!("the introduction is called `{}`", shown(&file.name))).help("call it `intro.md`");
    }
}
