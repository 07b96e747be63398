use crate::connector::definition::MOST_BYTES;
use crate::connector::{Artifact, Role};
use crate::finding::At;
use crate::rule::Cx;
use crate::text::Place;

rule! {
    /// The definition is larger than one megabyte.
    ///
    /// The platform's documents allow no more; an API with so many operations is to be split into several connectors.
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
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    if artifact.role == Role::Definition && artifact.size > MOST_BYTES {
        let place = Place { file: artifact.id, ..Place::default() };
        let at = artifact.document().map_or(At::from(place), At::document);
        cx.report(at, format!("the definition has {} bytes, of {MOST_BYTES} allowed", artifact.size))
            .help("leave out what flows do not need, or split the connector");
    }
}
