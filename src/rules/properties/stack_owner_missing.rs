use crate::connector::properties::{Properties, get_in_any_case, is_misspelt_in};
use crate::finding::Safety;
use crate::json::{insert_member, quote, replace_value};
use crate::rule::Cx;

rule! {
    /// The properties do not say who owns the service behind the connector.
    ///
    /// `stackOwner` names the owner of the service that the connector calls. For a verified publisher that is mostly
    /// the publisher; for an independent publisher it is somebody else.
    ///
    /// ```apiProperties.json,bad,at=/properties
    /// { "properties": { "stackOwner": null } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/stackOwner
    /// { "properties": { "stackOwner": "" } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "stackOwner": "Contoso" } }
    /// ```
    StackOwnerMissing {
        levels: { Warning, Warning, Off },
        origin: Certification,
        evidence: "documented as required; 10 of 408 published connectors of 2021 and later lack it",
        since: "0.1.0",
        check: Properties(check),
        fixes: [Unsafe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    let Some(object) = properties.properties().filter(|node| node.is_object()) else { return };
    // `OwnerNameNotPlain` reports it until the author replaces it.
    let placeholder = quote("<<stackOwner>>");
    let title = "add a placeholder for the name";
    let help = "add `stackOwner` with the name of the company that runs the service";
    match get_in_any_case(object, "stackOwner") {
        // A misspelt key is told by another rule.
        None if is_misspelt_in(object, "stackOwner") => {}
        None => {
            let edit = insert_member(object, "stackOwner", &placeholder);
            cx.report(object, "`stackOwner` is missing").help(help).fix(Safety::Unsafe, title, [edit]);
        }
        Some(node) if node.is_null() || node.as_str().is_some_and(|name| name.trim().is_empty()) => {
            cx.report(node, "`stackOwner` is empty").help(help).fix(
                Safety::Unsafe,
                title,
                [Some(replace_value(node, &placeholder))],
            );
        }
        Some(_) => {}
    }
}
