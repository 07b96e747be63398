use crate::connector::properties::Properties;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// An independent publisher claims to own the service behind the connector.
    ///
    /// Independent publishers build connectors to services of others. Who owns the service certifies as a verified
    /// publisher; so one of the two names is mostly a slip.
    ///
    /// ```apiProperties.json,bad,at=/properties/stackOwner
    /// { "properties": { "publisher": "Ada Example", "stackOwner": "Ada Example" } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "publisher": "Ada Example", "stackOwner": "Contoso" } }
    /// ```
    StackOwnerIsPublisher {
        levels: { Off, Hint, Off },
        origin: House,
        evidence: "3 of 390 published connectors of independent publishers have equal names",
        since: "0.1.0",
        check: Properties(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    let (Some(owner), Some(publisher)) = (properties.get("stackOwner"), properties.get("publisher")) else { return };
    let name = |node: crate::json::Node<'a>| node.as_str().map(|name| name.trim().to_lowercase());
    if name(owner).is_some_and(|name| !name.is_empty()) && name(owner) == name(publisher) {
        cx.report(owner, "the publisher is named as the owner of the service")
            .label(At::from(publisher), "the publisher")
            .help("name the company that runs the service, or certify as a verified publisher");
    }
}
