use crate::connector::{Artifact, Role};
use crate::rule::Cx;
use crate::text::Place;

rule! {
    /// A connector of an independent publisher has an icon.
    ///
    /// The platform shows its own picture for all connectors of independent publishers, since the service and its logo
    /// belong to somebody else. Reviewers ask to remove the file.
    ///
    /// There is no fix, here and for other icons: fixes change texts and names of files, not pictures, and delete nothing.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// size: 230 x 230
    /// ```
    /// ```icon,good,independent
    /// null
    /// ```
    IconForIndependent {
        levels: { Off, Error, Off },
        origin: Certification,
        evidence: "documented: the submission's checklist attests that there is none; 0 of 395 published connectors have icon.png",
        since: "0.1.0",
        check: Artifact(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, artifact: &Artifact) {
    if artifact.role == Role::Icon {
        let at = Place { file: artifact.id, ..Place::default() };
        let message = format!("`{}` is not part of an independent publisher's connector", artifact.name);
        cx.report(at, message).help("remove the file");
    }
}
