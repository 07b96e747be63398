use crate::connector::{Artifact, Content, Role};
use crate::finding::Level;
use crate::rule::Cx;
use crate::text::Place;

/// Whether a megabyte is counted in thousands or in powers of two is unknown: between the two it is a warning.
const THOUSANDS: u64 = 1_000_000;
const POWERS: u64 = 1_024 * 1_024;

rule! {
    /// The script is larger than one megabyte.
    ///
    /// The platform takes no more. Code of that size usually holds data, which belongs into the service.
    ///
    /// ```raw:script.csx,bad,at=1:1
    /// public class Script : ScriptBase { }␀×1100000
    /// ```
    /// ```raw:script.csx,good
    /// public class Script : ScriptBase { }
    /// ```
    ScriptTooLarge {
        levels: { Error },
        origin: Certification,
        evidence: "documented: at most 1 MB; the largest of 86 published scripts has 162 kB",
        since: "0.1.0",
        check: Artifact(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, artifact: &Artifact) {
    // What is too large to be read at all is `FileTooLarge`'s.
    let is_read = !matches!(artifact.content, Content::TooLarge);
    if artifact.role != Role::Script || artifact.size <= THOUSANDS || !is_read {
        return;
    }
    let at = Place { file: artifact.id, ..Place::default() };
    let finding = cx.report(at, format!("the script has `{}` bytes, and at most 1 MB is taken", artifact.size));
    finding.help("move data and work to the service");
    if artifact.size <= POWERS {
        finding.at_most(Level::Warning);
    }
}
