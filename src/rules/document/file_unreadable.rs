use crate::connector::{Artifact, Content};
use crate::finding::At;
use crate::rule::Cx;
use crate::text::Span;

rule! {
    /// A file of the connector cannot be read.
    ///
    /// The system does not hand the file over, so that nothing in it was checked. The reason is in the message.
    ///
    /// ```unreadable:readme.md,bad,at=1:1
    /// permission denied
    /// ```
    /// ```raw:readme.md,good
    /// # Contoso Orders
    /// ```
    FileUnreadable {
        levels: { Error },
        origin: House,
        evidence: "certain: what cannot be read cannot be packaged",
        since: "0.1.0",
        check: Artifact(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    if let Content::Unreadable(reason) = &artifact.content {
        cx.report(At::span(artifact.id, Span::default()), format!("`{}` cannot be read: {reason}", artifact.name))
            .help("check the permissions of the file, and whether another program holds it");
    }
}
