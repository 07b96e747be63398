use crate::connector::Role;
use crate::connector::definition::Definition;
use crate::finding::{Safety, WholeFile};
use crate::rule::Cx;

rule! {
    /// The folder has no readme.
    ///
    /// Reviewers follow the readme to get credentials and try the operations, and users read it in the repository. Any
    /// case of its name is found.
    ///
    /// The unsafe fix adds one with the connector's title and a placeholder; those of other rules add the sections.
    ///
    /// ```raw:readme.md,bad,at=1:1
    /// null
    /// ```
    /// ```json,good
    /// {}
    /// ```
    ReadmeMissing {
        levels: { Error, Error, Off },
        origin: Certification,
        codes: ["5000.1.1.2"],
        evidence: "documented with a policy code; 11 of 1,034 published folders have none",
        since: "0.1.0",
        check: Connector(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    if cx.connector().is_folder() && cx.connector().artifact(Role::Readme).is_none() {
        let (place, name) = (cx.connector().place(), Role::Readme.file_name());
        let title = cx.definition().and_then(Definition::title).unwrap_or_else(|| "Your connector name".into());
        let text = format!(
            "# {}\n\nTODO: say in two or three sentences what the service and the connector do.\n",
            title.trim()
        );
        cx.report(place, format!("there is no `{name}` in the folder")).help(format!("add `{name}`")).fix_whole(
            Safety::Unsafe,
            format!("add `{name}` with placeholders"),
            WholeFile::Create { name, text },
        );
    }
}
