use crate::connector::properties::Properties;
use crate::rule::Cx;

rule! {
    /// An independent publisher's connector logs in with OAuth.
    ///
    /// Microsoft needs a registered app with its secret for each OAuth connector, and independent publishers report
    /// that such connectors are not taken at present. Published ones exist, so ask before you build on it.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting" } } } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "connectionParameters": { "key": { "type": "securestring" } } } }
    /// ```
    OAuthByIndependentPublisher {
        levels: { Off, Warning, Off },
        origin: Reviewer,
        evidence: "reported by independent publishers in 2026; 35 of 395 published connectors of theirs use OAuth",
        since: "0.1.0",
        check: Properties(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    if let Some(login) = properties.connection_parameters.iter().find(|parameter| parameter.is_type("oauthSetting")) {
        cx.report(login.node, format!("`{}` is an OAuth login", login.name))
            .help("ask the reviewers whether connectors with OAuth are taken at present");
    }
}
