use crate::connector::properties::{ConnectionParameter, get_in_any_case};
use crate::finding::Safety;
use crate::json::{Node, replace_value};
use crate::rule::Cx;

rule! {
    /// A flag of an OAuth login has the wrong form.
    ///
    /// `IsFirstParty` is the text `"False"`, while `IsOnbehalfofLoginSupported` beside it is a boolean.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/properties/IsFirstParty
    /// { "properties": { "connectionParameters": { "token": { "oAuthSettings": { "properties": { "IsFirstParty": false } } } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/properties/IsOnbehalfofLoginSupported
    /// { "properties": { "connectionParameters": { "token": { "oAuthSettings": { "properties": { "IsOnbehalfofLoginSupported": "True" } } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "connectionParameters": { "token": { "oAuthSettings": { "properties": { "IsFirstParty": "False", "IsOnbehalfofLoginSupported": true } } } } } }
    /// ```
    OAuthFlagNotValid {
        levels: { Warning },
        origin: Certification,
        codes: ["connector-validate-connectionparameters"],
        evidence: "documented in the published schema; 10 published logins have a boolean `IsFirstParty`",
        since: "0.1.0",
        check: ConnectionParameter(check),
        fixes: [Safe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let Some(flags) = parameter.oauth_settings().and_then(|settings| get_in_any_case(settings, "properties")) else {
        return;
    };
    if let Some(node) =
        get_in_any_case(flags, "IsFirstParty").filter(|node| !node.is_str("True") && !node.is_str("False"))
    {
        let meant = truth(node).map(|is_true| if is_true { "\"True\"" } else { "\"False\"" });
        report(cx, node, "`IsFirstParty` is not the text `\"False\"`", meant);
    }
    if let Some(node) = get_in_any_case(flags, "IsOnbehalfofLoginSupported").filter(|node| node.as_bool().is_none()) {
        let meant = truth(node).map(|is_true| if is_true { "true" } else { "false" });
        report(cx, node, "`IsOnbehalfofLoginSupported` is no boolean", meant);
    }
}

fn truth(node: Node<'_>) -> Option<bool> {
    let text = node.as_str().map(|text| text.trim().to_lowercase());
    node.as_bool().or_else(|| text.and_then(|text| text.parse().ok()))
}

fn report(cx: &mut Cx<'_, '_>, node: Node<'_>, message: &'static str, meant: Option<&str>) {
    let finding = cx.report(node, message);
    if let Some(meant) = meant {
        finding.help(format!("write `{meant}`")).fix(
            Safety::Safe,
            format!("write `{meant}`"),
            [Some(replace_value(node, meant))],
        );
    }
}
