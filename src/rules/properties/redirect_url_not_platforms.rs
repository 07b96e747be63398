use crate::connector::properties::{ConnectionParameter, get_in_any_case};
use crate::finding::Safety;
use crate::json::remove;
use crate::rule::Cx;

rule! {
    /// `redirectUrl` leads somewhere else than to the platform.
    ///
    /// The platform catches the login at its own address and writes that address itself, whatever stands here. Leave
    /// `redirectUrl` out, or leave the value that the tools wrote.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/redirectUrl
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "redirectUrl": "https://contoso.com/callback" } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "connectionParameters": {
    ///       "token": { "type": "oauthSetting", "oAuthSettings": { "redirectUrl": "https://global.consent.azure-apim.net/redirect/contoso" } }
    ///     }
    ///   }
    /// }
    /// ```
    RedirectUrlNotPlatforms {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: 210 of 224 addresses are the platform's",
        since: "0.1.0",
        check: ConnectionParameter(check),
        fixes: [Safe],
    }
}

/// Public and government clouds share the ending of the host's name.
const HOST_PART: &str = ".consent.azure-apim.";

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let Some(node) = parameter.oauth_settings().and_then(|settings| get_in_any_case(settings, "redirectUrl")) else {
        return;
    };
    let Some(url) = node.as_str().filter(|url| !url.trim().is_empty()) else { return };
    if !url.starts_with("https://") || !url.contains(HOST_PART) {
        cx.report(node, format!("`{url}` is no redirect address of the platform"))
            .help("remove `redirectUrl`: the platform writes it")
            .fix(Safety::Safe, "remove it", [remove(node)]);
    }
}
