use crate::connector::{Artifact, Content, MAX_FILE_SIZE};
use crate::finding::At;
use crate::rule::Cx;
use crate::text::Span;

rule! {
    /// A file of the connector is too large to be read.
    ///
    /// connkit does not read files of more than 32 MiB, so that nothing in this one was checked. The platform takes
    /// definitions and icons of up to 1 MB.
    ///
    /// ```blanks:apiDefinition.swagger.json,bad,at=1:1
    /// 33554433
    /// ```
    /// ```blanks:apiDefinition.swagger.json,good
    /// 1000
    /// ```
    FileTooLarge {
        levels: { Error },
        origin: House,
        evidence: "documented: definitions have less than 1 MB; the largest published one has 1.1 MB",
        since: "0.1.0",
        check: Artifact(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    if matches!(artifact.content, Content::TooLarge) {
        cx.report(
            At::span(artifact.id, Span::default()),
            format!("`{}` has {} bytes; more than {MAX_FILE_SIZE} are not read", artifact.name, artifact.size),
        )
        .help("shorten the file: the platform takes 1 MB");
    }
}
