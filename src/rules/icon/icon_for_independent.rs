use crate::connector::{Artifact, Role};
use crate::finding::{Safety, WholeFile};
use crate::json::Document;
use crate::rule::Cx;
use crate::text::Place;

rule! {
    /// A connector of an independent publisher has an icon.
    ///
    /// The platform shows its own picture for all connectors of independent publishers, since the service and its logo
    /// belong to somebody else. Reviewers ask to remove the file.
    ///
    /// The unsafe fix deletes the file, unless `settings.json` names it.
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
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, artifact: &Artifact) {
    if artifact.role == Role::Icon {
        let at = Place { file: artifact.id, ..Place::default() };
        let settings = cx.connector().document(Role::Settings).map(Document::root);
        // The command line tools would miss it.
        let is_named = settings.is_some_and(|settings| settings.children().any(|value| value.is_str(&artifact.name)));
        let message = format!("`{}` is not part of an independent publisher's connector", artifact.name);
        let finding = cx.report(at, message);
        finding.help("remove the file");
        if !is_named {
            let remove = WholeFile::Remove(artifact.name.clone());
            finding.fix_whole(Safety::Unsafe, format!("delete `{}`", artifact.name), remove);
        }
    }
}
