use crate::connector::wording::{Traits, product_names, words};
use crate::finding::At;
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// A text names a product of the platform.
    ///
    /// The same connector serves all products of the platform, so titles, summaries and descriptions leave their names
    /// out. Three of the names are refused by the validator itself: see `ValueContainsRestrictedWords`.
    ///
    /// ```json,bad,at=/info/title
    /// { "info": { "title": "Contoso for Power BI" } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/description
    /// { "paths": { "/orders/{id}": { "get": { "description": "Returns an order to Copilot Studio." } } } }
    /// ```
    /// ```json,bad,at=/info/title
    /// { "info": { "title": "Contoso for Dataverse" } }
    /// ```
    /// ```json,good
    /// { "info": { "description": "Contoso keeps the orders of small shops in Dataverse. Read and write them from Power Apps." } }
    /// ```
    TextContainsProductName {
        levels: { Warning, Warning, Off },
        origin: Certification,
        codes: ["5000.2.2.2", "5000.2.3.5"],
        evidence: "documented policy codes; 8 of 1,016 published titles have one",
        since: "0.1.0",
        check: Prose(check),
    }
}

/// What `ValueContainsRestrictedWords` tells in the texts of the connector and of its operations.
const RESTRICTED: [&str; 3] = ["power apps", "power automate", "logic apps"];

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    let is_title = prose.role == ProseRole::ConnectorTitle;
    let may_name = is_title || prose.traits.has(Traits::PRODUCT);
    if prose.role == ProseRole::ConnectionText || !may_name || prose.is_internal {
        return;
    }
    let is_told = matches!(
        prose.role,
        ProseRole::ConnectorTitle
            | ProseRole::ConnectorDescription
            | ProseRole::OperationSummary
            | ProseRole::OperationDescription
    );
    let found = product_names(&prose.text).into_iter().find(|range| {
        let name = &prose.text[range.clone()];
        !(is_told && RESTRICTED.iter().any(|word| word.eq_ignore_ascii_case(name)))
    });
    let dataverse = || words(&prose.text).find(|(_, word)| is_title && word.eq_ignore_ascii_case("dataverse"));
    if let Some(range) = found.or_else(|| dataverse().map(|(range, _)| range)) {
        let message = format!("the text names `{}`, a product of the platform", &prose.text[range.clone()]);
        cx.report(At::within(prose.node, range), message).help("leave the name out");
    }
}
