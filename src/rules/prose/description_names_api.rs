use crate::connector::wording::words;
use crate::finding::At;
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// The description of the connector contains the word `API`.
    ///
    /// It is written for people who build flows and know the service, not how it is called. In a title the word is refused:
    /// see `ValueContainsRestrictedWords`.
    ///
    /// ```json,bad,at=/info/description
    /// { "info": { "description": "The Contoso API keeps the orders of small shops for your flows." } }
    /// ```
    /// ```json,good
    /// { "info": { "description": "Contoso keeps the orders of small shops, and of Rapid ones too." } }
    /// ```
    DescriptionNamesApi {
        levels: { Hint, Hint, Off },
        origin: Reviewer,
        evidence: "documented in the guidance for texts, but not enforced: 133 of 1,014 published connectors have it",
        since: "0.1.0",
        check: Prose(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if prose.role != ProseRole::ConnectorDescription {
        return;
    }
    if let Some((range, word)) = words(&prose.text).find(|(_, word)| matches!(*word, "API" | "APIs" | "Api")) {
        cx.report(At::within(prose.node, range), format!("the description speaks of the `{word}`"))
            .help("name the service and what can be done with it");
    }
}
