use crate::connector::properties::Properties;
use crate::rule::Cx;

rule! {
    /// The connector of an independent publisher signs in with OAuth.
    ///
    /// Microsoft needs an application that is registered with the service, and its secret, to publish such a connector.
    /// Others report that such connectors of independent publishers are not taken any more, while published ones go on
    /// working. Ask before you put work into one.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "oauth2" } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "connectionParameters": { "api_key": { "type": "securestring" } } } }
    /// ```
    OAuthForIndependent {
        levels: { Off, Hint, Off },
        origin: Reviewer,
        evidence: "reported by others in 2026 (issue 3965); 35 of 395 published connectors of independent publishers sign in so",
        since: "0.1.0",
        check: Properties(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    if let Some(login) = properties.connection_parameters.iter().find(|parameter| parameter.is_oauth()) {
        cx.report(login.node, "OAuth may not be open to independent publishers")
            .help("ask the reviewers with a proposal first, or use a key if the service has any");
    }
}
