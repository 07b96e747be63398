use crate::connector::properties::Properties;
use crate::rule::Cx;

rule! {
    /// The connector of an independent publisher uses OAuth.
    ///
    /// Microsoft has to register an application with a service that belongs to neither of you. Publishers report that such
    /// connectors are not taken at present, although the documents tell how to submit them: ask before you build more.
    ///
    /// ```json,with
    /// { "securityDefinitions": { "API Key": null }, "security": null }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token
    /// { "properties": { "connectionParameters": { "api_key": null, "token": { "type": "oauthSetting", "oAuthSettings": {} } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {}
    /// ```
    OAuthOfIndependentPublisher {
        levels: { Off, Hint, Off },
        origin: Reviewer,
        evidence: "reported by publishers in 2026; 35 of 395 published connectors of independent publishers use OAuth, all older",
        since: "0.1.0",
        check: Properties(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    if let Some(login) = properties.connection_parameters.iter().find(|parameter| parameter.is_oauth()) {
        cx.report(login.node, "connectors of independent publishers with OAuth are said to be refused")
            .help("ask Microsoft before you submit, or use a key where the service has one");
    }
}
