use crate::connector::icon::IconProblem;
use crate::rule::{Cx, IconFile};

rule! {
    /// The icon is no PNG file, whatever its name says.
    ///
    /// What a file is shows in its first bytes. A picture of another format that was only renamed is refused in
    /// certification, and shown in some places of the platform but not in others.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// format: jpeg
    /// ```
    /// ```icon,good
    /// size: 230 x 230
    /// ```
    IconNotPng {
        levels: { Error, Off, Warning },
        origin: Certification,
        codes: ["5000.2.1.3", "connector-validate-pngiconimage"],
        evidence: "documented; all published icons are PNG",
        since: "0.1.0",
        check: Icon(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &IconFile<'_>) {
    if let Err(problem @ IconProblem::NotPng(_)) = &file.icon {
        cx.report(file.place(), problem.to_string()).help("export the icon as PNG with a drawing program");
    }
}
