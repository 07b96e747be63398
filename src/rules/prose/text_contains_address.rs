use crate::connector::wording::{Traits, addresses};
use crate::finding::{At, Level};
use crate::rule::{Cx, Prose, ProseRole};

rule! {
    /// A text contains a web address.
    ///
    /// The designer and the public documentation show addresses as plain text, and they grow old. Documents about the API
    /// belong into the readme and into the connector's metadata.
    ///
    /// ```json,bad,at=/info/description
    /// { "info": { "description": "Contoso keeps the orders of small shops. See https://contoso.com/help for more." } }
    /// ```
    /// ```json,good
    /// { "info": { "description": "Contoso keeps the orders of small shops. Addresses begin with https:// here." } }
    /// ```
    TextContainsAddress {
        levels: { Warning, Warning, Off },
        origin: Certification,
        codes: ["5000.2.3.6"],
        evidence: "documented policy code; 31 of 1,016 published connectors have one in their description, 618 operations",
        since: "0.1.0",
        check: Prose(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if prose.role == ProseRole::ConnectionText || !prose.traits.has(Traits::ADDRESS) || prose.is_internal {
        return;
    }
    let Some(address) = addresses(&prose.text).into_iter().next() else { return };
    let message = format!("the text contains the address `{}`", &prose.text[address.clone()]);
    let finding = cx.report(At::within(prose.node, address), message).help("describe it in words, without the address");
    // Examples of values that are addresses themselves are common there.
    if !matches!(prose.role, ProseRole::ConnectorDescription | ProseRole::ConnectorTitle | ProseRole::OperationSummary)
    {
        finding.at_most(Level::Hint);
    }
}
