use crate::connector::{Artifact, Role};
use crate::finding::{Level, Safety};
use crate::json::Document;
use crate::rule::Cx;
use crate::text::Place;

rule! {
    /// A file has another name than the one that the platform's tools look for.
    ///
    /// Tools and checks find the files by their names. A misnamed definition is silently not validated when it is
    /// submitted, and a misnamed script not deployed. A name in another case is found on some systems only; for the
    /// readme any case is fine.
    ///
    /// The fix renames the file, unless `settings.json` tells the command line tools its name: `connkit adopt` changes both.
    ///
    /// ```raw:Contoso.swagger.json,with
    /// { "swagger": "2.0" }
    /// ```
    /// ```apiDefinition.swagger.json,bad,at=1:1,file=Contoso.swagger.json
    /// null
    /// ```
    /// ```raw:Script.csx,bad,at=1:1,file=Script.csx
    /// public class Script : ScriptBase {}
    /// ```
    /// ```raw:README.md,with
    /// # Contoso Orders
    /// ```
    /// ```raw:readme.md,good
    /// null
    /// ```
    ArtifactMisnamed {
        levels: { Error, Error, Warning },
        origin: Certification,
        codes: ["5000.1.1.3"],
        evidence: "documented; 10 of 1,034 published folders have a misnamed definition or script",
        since: "0.1.0",
        check: Artifact(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    let wanted = artifact.role.file_name();
    let only_case = artifact.is_well_named();
    if !cx.connector().is_folder() || artifact.name == wanted || artifact.role == Role::Readme && only_case {
        return;
    }
    let place = Place { file: artifact.id, ..Place::default() };
    let settings = cx.connector().document(Role::Settings).map(Document::root);
    // The command line tools would look for it under the old name.
    let is_named = settings.is_some_and(|settings| settings.children().any(|value| value.is_str(&artifact.name)));
    let is_taken = cx.entries().iter().any(|entry| entry.name == wanted);
    let level = if only_case || artifact.role == Role::Readme { Level::Warning } else { Level::Error };
    let finding = cx.report(place, format!("the {} is called `{}`, not `{wanted}`", artifact.role, artifact.name));
    finding.help(format!("rename the file to `{wanted}`")).at_most(level);
    if !is_named && !is_taken {
        finding.fix_by_renaming(Safety::Safe, wanted);
    }
}
