use crate::connector::properties::{ConnectionParameter, get_in_any_case};
use crate::rule::Cx;

rule! {
    /// An OAuth login uses what is reserved for Microsoft's own connectors.
    ///
    /// `IsFirstParty: "True"` and the identity provider `aadcertificate` work with Microsoft's own apps only. A
    /// connector of anybody else cannot make a connection with them.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/identityProvider
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "aadcertificate" } } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/properties/IsFirstParty
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "properties": { "IsFirstParty": "True" } } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "publisher": "Microsoft",
    ///     "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "aadcertificate" } } }
    ///   }
    /// }
    /// ```
    FirstPartyOnly {
        levels: { Warning },
        origin: Certification,
        evidence: "documented in the published schema; 9 published logins have it, nearly all of them Microsoft's",
        since: "0.1.0",
        check: ConnectionParameter(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let Some(settings) = parameter.oauth_settings() else { return };
    let publisher = cx.properties().and_then(crate::connector::properties::Properties::publisher);
    if publisher.is_some_and(|name| name.to_lowercase().starts_with("microsoft")) {
        return;
    }
    let provider = get_in_any_case(settings, "identityProvider")
        .filter(|node| node.as_str().is_some_and(|name| name.eq_ignore_ascii_case("aadcertificate")));
    if let Some(node) = provider {
        cx.report(node, "the identity provider `aadcertificate` is for Microsoft's own connectors").help("use `aad`");
        return;
    }
    let flag = get_in_any_case(settings, "properties").and_then(|flags| get_in_any_case(flags, "IsFirstParty"));
    if let Some(node) = flag.filter(|flag| flag.is_str("True") || flag.as_bool() == Some(true)) {
        cx.report(node, "`IsFirstParty` is for Microsoft's own connectors").help("write `\"False\"`");
    }
}
