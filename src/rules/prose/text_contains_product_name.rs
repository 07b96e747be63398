use crate::connector::wording::product_name;
use crate::finding::At;
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// A text names a product of the platform.
    ///
    /// The same connector serves all products of the platform, so titles, summaries and descriptions leave their names
    /// out. Three of the names are refused in the connector's own description, which is `ValueContainsRestrictedWords`.
    ///
    /// ```json,bad,at=/info/title
    /// { "info": { "title": "Contoso for Power Apps" } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/description
    /// { "paths": { "/orders/{id}": { "get": { "description": "Returns an order to Power Automate." } } } }
    /// ```
    /// ```json,good
    /// { "info": { "description": "Contoso keeps the orders of small shops. Read and write them from Power Apps." } }
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

/// What the hosted validator looks for in the connector's own description.
const RESTRICTED: [&str; 3] = ["power apps", "power automate", "logic apps"];

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if prose.role == ProseRole::ConnectionText || prose.is_internal() {
        return;
    }
    let Some(range) = product_name(&prose.text) else { return };
    let name = &prose.text[range.clone()];
    let text = prose.text.to_lowercase();
    if prose.role == ProseRole::ConnectorDescription && RESTRICTED.iter().any(|word| text.contains(word)) {
        return;
    }
    let message = format!("the text names `{name}`, a product of the platform");
    cx.report(At::within(prose.node, range), message).help("leave the name out");
}
