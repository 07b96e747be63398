use crate::connector::{Artifact, Content, Role};
use crate::finding::Level;
use crate::rule::Cx;
use crate::text::Place;

/// Whether a megabyte is counted in thousands or in powers of two is unknown: between the two it is a warning.
const THOUSANDS: u64 = 1_000_000;
const POWERS: u64 = 1_024 * 1_024;

rule! {
    /// The icon has one megabyte or more.
    ///
    /// The platform takes only icons of less than 1 MB. A square of 230 pixels has a few dozen kilobytes at most; what is
    /// larger holds metadata or was never meant to be that small.
    ///
    /// ```icon,bad,at=1:1,file=icon.png
    /// padding: 1048576
    /// ```
    /// ```icon,bad,at=1:1,file=icon.png
    /// padding: 1000000
    /// ```
    /// ```icon,good
    /// padding: 900000
    /// ```
    IconFileTooLarge {
        levels: { Error, Off, Error },
        origin: Certification,
        codes: ["5000.2.1.2"],
        evidence: "documented: less than 1 MB; the largest of the published icons at hand has 24 kB",
        since: "0.1.0",
        check: Artifact(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, artifact: &Artifact) {
    // What is too large to be read at all is `FileTooLarge`'s.
    let is_read = !matches!(artifact.content, Content::TooLarge);
    if artifact.role != Role::Icon || artifact.size < THOUSANDS || !is_read {
        return;
    }
    let colour = cx.colour_to_redraw_on();
    let at = Place { file: artifact.id, ..Place::default() };
    let finding = cx.report(at, format!("the icon has `{}` bytes, and less than 1 MB is taken", artifact.size));
    finding.help("save it again as a square of 230 pixels, without metadata").fix_by_redrawing(colour);
    if artifact.size < POWERS {
        finding.at_most(Level::Warning);
    }
}
