use crate::connector::Role;
use crate::finding::{Safety, WholeFile};
use crate::rule::Cx;

rule! {
    /// The folder has no introduction.
    ///
    /// `intro.md` becomes the public page about the connector. It goes into the package for certification, and
    /// independent publishers commit it, too. `connkit fix --unsafe --select IntroMissing` adds one with a placeholder, and
    /// the fixes of other rules add its sections.
    ///
    /// Off unless it is asked for, by a level in `connkit.json` or by `--select`: while a connector is being written nobody
    /// needs it, and making the package tells.
    ///
    /// ```raw:intro.md,bad,at=1:1
    /// null
    /// ```
    /// ```raw:intro.md,good
    /// Contoso keeps the orders of small shops. Read and write them without code.
    /// ```
    IntroMissing {
        levels: { Off },
        origin: Certification,
        codes: ["5000.1.1.2", "5000.1.1.5"],
        evidence: "documented with a policy code; published folders have none, since it came with the package",
        since: "0.1.0",
        check: Connector(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    if cx.connector().is_folder() && cx.connector().artifact(Role::Intro).is_none() {
        let (place, name) = (cx.connector().place(), Role::Intro.file_name());
        let text = "TODO: say in a few sentences what the service is, and what the connector does.\n".to_owned();
        cx.report(place, format!("there is no `{name}` in the folder")).help(format!("add `{name}`")).fix_whole(
            Safety::Unsafe,
            format!("add `{name}` with a placeholder"),
            WholeFile::Create { name, text },
        );
    }
}
