use crate::rule::Cx;

rule! {
    /// The folder holds what systems and editors leave behind.
    ///
    /// Such files mean nothing to others, and hidden ones have made packages invalid.
    ///
    /// There is no fix: connkit deletes no file that it did not write. `package` and `submit` leave such files out.
    ///
    /// ```raw:.DS_Store,bad,at=1:1
    /// x
    /// ```
    /// ```raw:apiProperties.json.bak,bad,at=1:1
    /// x
    /// ```
    /// ```raw:__MACOSX/._icon.png,bad,at=1:1
    /// x
    /// ```
    /// ```raw:.gitignore,good
    /// *.zip
    /// ```
    JunkInFolder {
        levels: { Warning, Warning, Hint },
        origin: Certification,
        evidence: "documented: packages with such files are refused; published folders are free of them",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    if !cx.connector().is_folder() {
        return;
    }
    for entry in cx.entries().iter().filter(|entry| entry.is_junk()) {
        let place = cx.connector().place();
        cx.report(place, format!("`{}` does not belong in the folder", entry.name)).help("delete it");
    }
}
