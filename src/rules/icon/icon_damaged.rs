use crate::connector::icon::IconProblem;
use crate::rule::{Cx, IconFile};

rule! {
    /// The icon is a PNG file that cannot be decoded to its end.
    ///
    /// A file that was cut off in a transfer, or changed by a tool that took it for text, shows as a broken picture.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// truncate: 200
    /// ```
    /// ```icon,bad,at=1:1,file=icon.png
    /// truncate: 20
    /// ```
    /// ```icon,bad,at=1:1,file=icon.png
    /// truncate: 0
    /// ```
    /// ```icon,good
    /// size: 230 x 230
    /// ```
    IconDamaged {
        levels: { Error, Off, Warning },
        origin: Certification,
        codes: ["5000.2.1.3", "connector-validate-pngiconimage"],
        evidence: "documented: the icon is a PNG image; all published icons can be decoded",
        since: "0.1.0",
        check: Icon(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, file: &IconFile<'_>) {
    match &file.icon {
        // Another kind of file is the matter of `IconNotPng`.
        Ok(_) | Err(IconProblem::NotPng(_)) => {}
        Err(problem) => {
            cx.report(file.place(), problem.to_string()).help("export the icon again, and copy it as a binary file");
        }
    }
}
