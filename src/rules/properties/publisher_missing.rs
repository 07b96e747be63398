use crate::connector::properties::Properties;
use crate::rule::Cx;

rule! {
    /// The properties do not say who publishes the connector.
    ///
    /// The publisher's name stands on the page of the connector: the full name of the company, or first and last name
    /// of an independent publisher.
    ///
    /// ```apiProperties.json,bad,at=/properties
    /// { "properties": { "publisher": null } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/publisher
    /// { "properties": { "publisher": " " } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "publisher": "Contoso, Fabrikam" } }
    /// ```
    PublisherMissing {
        levels: { Warning, Error, Off },
        origin: Certification,
        evidence: "documented; one certified connector of 2021 and later lacks it, 53 older ones do: accepted without",
        since: "0.1.0",
        check: Properties(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    let Some(object) = properties.properties().filter(|node| node.is_object()) else { return };
    let help = "add `publisher` with the name of your company, or your first and last name";
    match object.get("publisher") {
        None => drop(cx.report(object, "`publisher` is missing").help(help)),
        Some(node) if node.as_str().is_some_and(|name| name.trim().is_empty()) => {
            cx.report(node, "`publisher` is empty").help(help);
        }
        Some(_) => {}
    }
}
