use crate::connector::definition::MOST_BYTES;
use crate::connector::{Artifact, Role};
use crate::finding::At;
use crate::rule::Cx;

/// The width of the column that holds the definition of a connector in a solution.
const MOST_CHARACTERS: usize = 500_000;

rule! {
    /// The definition has more than 500,000 characters, so that it cannot become part of a solution.
    ///
    /// Certification takes connectors as solutions, and the table behind them holds no longer definitions. Blanks count:
    /// the same definition with less indentation may fit.
    ///
    /// There is no fix: a definition without blanks would be laid out again by `fmt` and `conform`.
    ///
    /// ```json,bad,at=
    /// { "x-filler{1..20000}": "..............." }
    /// ```
    /// ```json,good
    /// { "x-filler{1..10000}": "..............." }
    /// ```
    DefinitionTooLargeForSolution {
        levels: { Warning },
        origin: Certification,
        evidence: "observed on import; 24 of 1,016 published definitions are larger",
        since: "0.1.0",
        check: Artifact(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    // Beyond that the definition is refused in any case.
    let is_candidate = artifact.role == Role::Definition && artifact.size <= MOST_BYTES;
    let Some(document) = artifact.document().filter(|_| is_candidate) else { return };
    let text = document.text().as_str();
    // There are no more characters than bytes.
    if text.len() <= MOST_CHARACTERS {
        return;
    }
    let count = text.chars().count();
    if count > MOST_CHARACTERS {
        cx.report(At::document(document), format!("the definition has {count} characters, of {MOST_CHARACTERS}"))
            .help("leave out what flows do not need, indent by fewer blanks, or split the connector");
    }
}
