use crate::connector::definition::MOST_BYTES;
use crate::connector::{Artifact, Role};
use crate::finding::{At, Safety, WholeFile};
use crate::json::unindented_length;
use crate::rule::Cx;

rule! {
    /// The definition is larger than one megabyte.
    ///
    /// The platform's documents allow no more; an API with so many operations is to be split into several connectors.
    ///
    /// Where that is enough, the unsafe fix takes the indentation away; the lines stay, and `fmt` leaves them alone.
    ///
    /// ```json,bad,at=
    /// { "x-filler{1..50000}": "..............." }
    /// ```
    /// ```json,good
    /// { "x-filler{1..10000}": "..............." }
    /// ```
    DefinitionTooLarge {
        levels: { Warning },
        origin: Certification,
        evidence: "documented, yet 1 of 1,016 published definitions is larger, so it is not refused everywhere",
        since: "0.1.0",
        check: Artifact(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    // A file that is too large to be read is told as such.
    let is_large = artifact.role == Role::Definition && artifact.size > MOST_BYTES;
    if let Some(document) = artifact.document().filter(|_| is_large) {
        let message = format!("the definition has {} bytes, of {MOST_BYTES} allowed", artifact.size);
        let finding = cx.report(At::document(document), message);
        finding.help("leave out what flows do not need, or split the connector");
        if !document.is_damaged() && unindented_length(document) as u64 <= MOST_BYTES {
            finding.fix_whole(Safety::Unsafe, "take the indentation away", WholeFile::Unindent);
        }
    }
}
