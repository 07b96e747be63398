use crate::connector::likeness::nearest;
use crate::connector::properties::{ConnectionParameter, get_in_any_case};
use crate::finding::Level;
use crate::rule::Cx;

rule! {
    /// An OAuth login lacks an address that its identity provider needs.
    ///
    /// The addresses stand in `customParameters`, each as an object with a `value`. Which ones are needed depends on
    /// the provider: three URLs for `oauth2`, three URL templates for `oauth2generic`, the resource for `aad`.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/customParameters
    /// {
    ///   "properties": {
    ///     "connectionParameters": {
    ///       "token": {
    ///         "type": "oauthSetting",
    ///         "oAuthSettings": {
    ///           "identityProvider": "oauth2",
    ///           "customParameters": { "authorizationUrl": { "value": "https://contoso.com/a" }, "refreshUrl": { "value": "https://contoso.com/t" } }
    ///         }
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "aad" } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "connectionParameters": {
    ///       "token": {
    ///         "type": "oauthSetting",
    ///         "oAuthSettings": { "identityProvider": "aad", "customParameters": { "ResourceUri": { "value": "https://contoso.com" } } }
    ///       },
    ///       "other": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "facebook" } }
    ///     }
    ///   }
    /// }
    /// ```
    OAuthParameterMissing {
        levels: { Warning },
        origin: Certification,
        codes: ["connector-validate-connectionparameters"],
        evidence: "documented in the published schema; 1 of 248 published logins lacks one",
        since: "0.1.0",
        check: ConnectionParameter(check),
    }
}

fn needed_by(provider: &str) -> &'static [&'static str] {
    match provider {
        "oauth2" => &["authorizationUrl", "tokenUrl", "refreshUrl"],
        "oauth2generic" => &["authorizationUrlTemplate", "tokenUrlTemplate", "refreshUrlTemplate"],
        "aad" | "aadcertificate" => &["resourceUri"],
        _ => &[],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let Some(settings) = parameter.oauth_settings() else { return };
    let Some(provider) = parameter.identity_provider() else { return };
    let custom = get_in_any_case(settings, "customParameters").filter(|node| node.is_object());
    let keys: Vec<String> = custom
        .into_iter()
        .flat_map(crate::json::Node::children)
        .filter_map(|member| Some(member.key()?.into_owned()))
        .collect();
    // A misspelt name is told by another rule.
    let is_there = |name: &str| keys.iter().any(|key| nearest(key, [name]).is_some());
    let missing: Vec<&str> = needed_by(&provider).iter().copied().filter(|name| !is_there(name)).collect();
    if missing.is_empty() {
        return;
    }
    let names = missing.join("`, `");
    cx.report(custom.unwrap_or(settings), format!("the provider `{provider}` needs `{names}`"))
        .help(format!("add `{names}` to `customParameters`, each as an object with `value`"))
        .at_most(if missing == ["refreshUrl"] { Level::Warning } else { Level::Error });
}
