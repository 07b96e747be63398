use crate::finding::{Safety, WholeFile};
use crate::rule::Cx;

rule! {
    /// The folder holds what systems and editors leave behind.
    ///
    /// Such files mean nothing to others, and hidden ones have made packages invalid.
    ///
    /// `package` and `submit` leave such files out. The unsafe fix deletes them; but not what a program may still use:
    /// swap and lock files of an editor that is open, its settings, and installed packages.
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
    /// ```raw:readme.md.swp,bad,at=1:1
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
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    if !cx.connector().is_folder() {
        return;
    }
    for entry in cx.entries().iter().filter(|entry| entry.is_junk()) {
        let place = cx.connector().place();
        let finding = cx.report(place, format!("`{}` does not belong in the folder", entry.name));
        finding.help("delete it");
        if entry.is_left_over() {
            let remove = WholeFile::Remove(entry.name.clone());
            finding.fix_whole(Safety::Unsafe, format!("delete `{}`", entry.name), remove);
        }
    }
}
