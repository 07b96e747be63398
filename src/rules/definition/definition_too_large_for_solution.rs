use crate::connector::definition::MOST_CHARACTERS;
use crate::connector::{Artifact, Role};
use crate::finding::{At, Safety, WholeFile};
use crate::json::unindented_length;
use crate::rule::Cx;

rule! {
    /// The definition has more than 500,000 characters, so that it cannot become part of a solution.
    ///
    /// Certification takes connectors as solutions, and the table behind them holds no longer definitions. Blanks count:
    /// the same definition with less indentation may fit.
    ///
    /// Where that is enough, the unsafe fix takes the indentation away; the lines stay, and `fmt` leaves them alone.
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
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    let Some(document) = artifact.document().filter(|_| artifact.role == Role::Definition) else { return };
    let text = document.text().as_str();
    // There are no more characters than bytes.
    if text.len() <= MOST_CHARACTERS {
        return;
    }
    let count = text.chars().count();
    if count > MOST_CHARACTERS {
        let message = format!("the definition has {count} characters, of {MOST_CHARACTERS}");
        let finding = cx.report(At::document(document), message);
        finding.help("leave out what flows do not need, indent by fewer blanks, or split the connector");
        // What is not ASCII stays.
        let unindented = unindented_length(document).saturating_sub(text.len() - count);
        if !document.is_damaged() && unindented <= MOST_CHARACTERS {
            finding.fix_whole(Safety::Unsafe, "take the indentation away", WholeFile::Unindent);
        }
    }
}
