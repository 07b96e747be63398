use crate::connector::properties::{Properties, get_in_any_case, is_misspelt_in};
use crate::finding::Safety;
use crate::json::{insert_member, quote, replace_value};
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
    /// ```raw:apiProperties.json,bad,at=/properties/publisher
    /// { "properties": { "iconBrandColor": "#33475b", "publisher": null } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "publisher": "Contoso, Fabrikam" } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "publisher": null, "publiser": "Contoso" } }
    /// ```
    PublisherMissing {
        levels: { Warning, Error, Off },
        origin: Certification,
        evidence: "documented; one certified connector of 2021 and later lacks it, 53 older ones do: accepted without",
        since: "0.1.0",
        check: Properties(check),
        fixes: [Unsafe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    let Some(object) = properties.properties().filter(|node| node.is_object()) else { return };
    // `OwnerNameNotPlain` reports it until the author replaces it.
    let placeholder = quote("<<publisher>>");
    let title = "add a placeholder for the name";
    let help = "add `publisher` with the name of your company, or your first and last name";
    match get_in_any_case(object, "publisher") {
        // A misspelt key is told by another rule.
        None if is_misspelt_in(object, "publisher") => {}
        None => {
            let edit = insert_member(object, "publisher", &placeholder);
            cx.report(object, "`publisher` is missing").help(help).fix(Safety::Unsafe, title, [edit]);
        }
        Some(node) if node.is_null() || node.as_str().is_some_and(|name| name.trim().is_empty()) => {
            cx.report(node, "`publisher` is empty").help(help).fix(
                Safety::Unsafe,
                title,
                [Some(replace_value(node, &placeholder))],
            );
        }
        Some(_) => {}
    }
}
