use crate::connector::properties::Properties;
use crate::connector::secret::email_address;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// The name of the publisher or stack owner holds an e-mail address.
    ///
    /// The names are public and stay in the history of a public repository. An address there is personal data, and
    /// where a name is expected it helps nobody; the definition's `contact` has a place for the address of support.
    ///
    /// ```apiProperties.json,bad,at=/properties/publisher
    /// { "properties": { "publisher": "Ada Example <ada@contoso.com>" } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "publisher": "Ada Example" } }
    /// ```
    OwnerNameIsEmailAddress {
        levels: { Error, Error, Warning },
        origin: Certification,
        evidence: "documented: no personal data in the repository; no published connector has an address there",
        since: "0.1.0",
        check: Properties(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    for key in ["publisher", "stackOwner"] {
        let Some(node) = properties.get(key) else { continue };
        let Some(name) = node.as_str() else { continue };
        if let Some(range) = email_address(&name) {
            cx.report(At::within(node, range), format!("`{key}` holds an e-mail address"))
                .help("write the name alone, and the address of support into `info.contact` of the definition");
        }
    }
}
