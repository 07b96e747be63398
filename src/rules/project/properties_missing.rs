use crate::connector::Role;
use crate::rule::Cx;

rule! {
    /// The folder has no properties.
    ///
    /// The properties say how to make a connection, which policies apply and who publishes the connector. A connector
    /// without authentication has the file, too.
    ///
    /// ```apiProperties.json,bad,at=1:1
    /// null
    /// ```
    /// ```json,good
    /// {}
    /// ```
    PropertiesMissing {
        levels: { Error },
        origin: Certification,
        evidence: "documented; all 1,034 published folders but a proposal have it",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    if cx.connector().is_folder() && cx.connector().artifact(Role::Properties).is_none() {
        let (place, name) = (cx.connector().place(), Role::Properties.file_name());
        cx.report(place, format!("there is no `{name}` in the folder"))
            .help(format!("add `{name}`; `connkit new` generates one in another folder, to be copied"));
    }
}
