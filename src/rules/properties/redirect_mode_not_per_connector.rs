use crate::connector::properties::{ConnectionParameter, get_in_any_case};
use crate::finding::Safety;
use crate::json::{insert_member, quote, replace_value};
use crate::rule::Cx;

rule! {
    /// An OAuth login does not use a redirect address of its own.
    ///
    /// Since February 2024 each new connector gets its own redirect address: `redirectMode` is `GlobalPerConnector`.
    /// Under the older modes connectors share one address, which lets one connector catch the logins of another.
    /// An app that is registered for the shared address must be given the new one, so do not change this blindly in a
    /// connector that is in use.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/redirectMode
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "redirectMode": "Global" } } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "scopes": [] } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "redirectMode": "GlobalPerConnector" } } } } }
    /// ```
    RedirectModeNotPerConnector {
        levels: { Warning, Warning, Hint },
        origin: Certification,
        evidence: "documented as mandatory since February 2024; 35 of 248 published logins have it, the others are older",
        since: "0.1.0",
        check: ConnectionParameter(check),
        fixes: [Unsafe],
    }
}

const MODE: &str = "GlobalPerConnector";

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let Some(settings) = parameter.oauth_settings() else { return };
    let help = "write `GlobalPerConnector`, and register the new redirect address with the service";
    let Some(node) = get_in_any_case(settings, "redirectMode").filter(|node| !node.is_null()) else {
        cx.report(settings, "`redirectMode` is missing").help(help).fix(
            Safety::Unsafe,
            "add `GlobalPerConnector`",
            [insert_member(settings, "redirectMode", &quote(MODE)).filter(|_| settings.get("redirectMode").is_none())],
        );
        return;
    };
    if let Some(mode) = node.as_str().filter(|mode| mode != MODE) {
        cx.report(node, format!("the redirect mode is `{mode}`, not `{MODE}`")).help(help).fix(
            Safety::Unsafe,
            format!("write `{MODE}`"),
            [Some(replace_value(node, &quote(MODE)))],
        );
    }
}
