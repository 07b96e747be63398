use crate::connector::folder_name::defect;
use crate::finding::Level;
use crate::portable;
use crate::rule::Cx;

rule! {
    /// The folder has a name that a folder of the connectors repository should not have.
    ///
    /// The repository is checked out on all systems, and its folders cannot be renamed once they are published. Letters,
    /// digits, blanks and `- ' ( ) . &` are usual. A dot or blank at the end, and signs such as `:` or `?`, do not work on
    /// Windows.
    ///
    /// ```folder,bad,at=1:1
    /// Contoso: Orders
    /// ```
    /// ```folder,bad,at=1:1
    /// Contoso Inc.
    /// ```
    /// ```folder,bad,at=1:1
    /// Contoso_Orders
    /// ```
    /// ```folder,good
    /// Müller & Contoso's Orders (U.S.) - v2.1
    /// ```
    FolderNameNotValid {
        levels: { Warning, Warning, Off },
        origin: House,
        evidence: "inferred from published connectors: all 1,034 folders work on all systems, 1 has another sign (`_`)",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    let Some(name) = cx.connector().folder_name() else { return };
    let Some(defect) = defect(name) else { return };
    // What only looks unusual may be the name of a local folder alone.
    let ceiling = if portable::obstacle(name).is_none() { Level::Hint } else { Level::Warning };
    cx.report(cx.connector().place(), format!("the folder's name `{name}` is not fit for the repository: {defect}"))
        .help("use letters, digits, blanks and `- ' ( ) . &`")
        .at_most(ceiling);
}
