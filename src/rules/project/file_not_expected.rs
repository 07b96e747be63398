use crate::connector::{Entry, EntryKind};
use crate::rule::Cx;

rule! {
    /// The folder holds a file that is no part of a connector.
    ///
    /// Reviewers ask to remove copies of the definition, screenshots and other papers. The parts of a connector are the
    /// definition, the properties, the readme, and where needed script, icon, introduction and one package. Hidden
    /// files and the configuration of connkit are left alone.
    ///
    /// ```raw:screenshot.png,bad,at=1:1
    /// x
    /// ```
    /// ```raw:connectorPackage.zip,with
    /// x
    /// ```
    /// ```raw:readme.md.swp,with
    /// x
    /// ```
    /// ```raw:connkit.json,good
    /// {}
    /// ```
    FileNotExpected {
        levels: { Hint, Hint, Off },
        origin: Reviewer,
        evidence: "documented; a few published folders have a picture or paper",
        since: "0.1.0",
        check: Connector(check),
    }
}

/// Besides the artifacts.
const EXPECTED: [&str; 6] =
    ["connkit.json", "connkit.baseline.json", "license", "license.md", "license.txt", "customproperties.json"];

/// How many of these there may be, another rule says.
const PACKAGE_ENDINGS: [&str; 1] = [".zip"];

fn check(cx: &mut Cx<'_, '_>) {
    if !cx.connector().is_folder() {
        return;
    }
    let connector = cx.connector();
    for entry in cx.entries().iter().filter(|entry| entry.kind == EntryKind::File) {
        let is_artifact = connector.artifacts().iter().any(|artifact| artifact.name == entry.name);
        if !is_artifact && !is_expected(entry) {
            cx.report(connector.place(), format!("`{}` is no part of a connector", entry.name))
                .help("move it elsewhere; pictures for reviewers go into the text of the pull request");
        }
    }
}

fn is_expected(entry: &Entry) -> bool {
    let name = entry.name.to_lowercase();
    entry.is_hidden()
        || entry.is_junk()
        || PACKAGE_ENDINGS.iter().any(|ending| name.ends_with(ending))
        || EXPECTED.contains(&name.as_str())
}
