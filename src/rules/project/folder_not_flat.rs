use crate::connector::EntryKind;
use crate::rule::Cx;

rule! {
    /// The folder holds folders.
    ///
    /// A connector's files lie directly in its folder. Pictures for reviewers go into the text of the pull request,
    /// pictures of the readme can be linked. Hidden folders, such as those of version control, are left alone.
    ///
    /// ```raw:images/logo.svg,bad,at=1:1
    /// <svg/>
    /// ```
    /// ```raw:_drafts/readme.md,bad,at=1:1
    /// # Contoso Orders
    /// ```
    /// ```raw:.git/config,with
    /// [core]
    /// ```
    /// ```raw:__MACOSX/._icon.png,good
    /// What `JunkInFolder` tells of.
    /// ```
    FolderNotFlat {
        levels: { Warning, Warning, Off },
        origin: Reviewer,
        evidence: "documented; 17 of 1,034 published connectors have folders, nearly all with pictures",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    if !cx.connector().is_folder() {
        return;
    }
    for entry in cx.entries() {
        if entry.kind == EntryKind::Folder && !entry.is_hidden() && !entry.is_junk() {
            let place = cx.connector().place();
            cx.report(place, format!("`{}` is a folder", entry.name))
                .help("move what belongs to the connector up, and the rest elsewhere");
        }
    }
}
