use crate::connector::Role;
use crate::rule::Cx;

rule! {
    /// The folder has no definition.
    ///
    /// The definition describes the API to the platform; without it there is no connector. Tools and reviewers look for a
    /// file of this very name.
    ///
    /// ```apiDefinition.swagger.json,bad,at=1:1
    /// null
    /// ```
    /// ```json,good
    /// {}
    /// ```
    DefinitionMissing {
        levels: { Error },
        origin: Certification,
        codes: ["5000.1.1.3"],
        evidence: "documented with a policy code; 4 of 1,034 published folders have it under another name",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    if cx.connector().is_folder() && cx.connector().artifact(Role::Definition).is_none() {
        let (place, name) = (cx.connector().place(), Role::Definition.file_name());
        cx.report(place, format!("there is no `{name}` in the folder")).help(format!("add `{name}`"));
    }
}
