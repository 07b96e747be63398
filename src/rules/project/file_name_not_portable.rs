use std::collections::HashMap;

use crate::portable;
use crate::rule::Cx;

rule! {
    /// The folder holds a name that some systems cannot have, or two that are one and the same there.
    ///
    /// The connectors repository is checked out on Windows and macOS too. A name with `:` or `?`, a device such as `aux.md`, or
    /// a dot or blank at the end cannot be checked out on Windows at all, which stops everyone who works there; of two names
    /// that differ only in case, one file takes the place of the other.
    ///
    /// ```raw:aux.md,bad,at=1:1
    /// x
    /// ```
    /// ```raw:what?.txt,bad,at=1:1
    /// x
    /// ```
    /// ```raw:README.md,bad,at=1:1
    /// # Contoso Orders
    /// ```
    /// ```raw:auxiliary.md,good
    /// x
    /// ```
    FileNameNotPortable {
        levels: { Warning, Warning, Hint },
        origin: House,
        evidence: "documented for Windows; none of 1,501 files of published connectors has such a name",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    if !cx.connector().is_folder() {
        return;
    }
    let place = cx.connector().place();
    let mut first: HashMap<String, &str> = HashMap::new();
    for entry in cx.entries() {
        let name = entry.name.as_str();
        if let Some(obstacle) = portable::obstacle(name) {
            let message = format!("not every system can have the name `{}`: {obstacle}", name.escape_debug());
            cx.report(place, message).help("rename it");
        }
        if let Some(other) = first.insert(name.to_lowercase(), name) {
            cx.report(place, format!("`{other}` and `{name}` are one file on Windows and macOS"))
                .help("keep one of them, or rename it");
        }
    }
}
