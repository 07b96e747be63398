use crate::connector::likeness::nearest;
use crate::connector::properties::{ConnectionParameter, IDENTITY_PROVIDERS, get_in_any_case};
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// An OAuth login names an identity provider that is not known.
    ///
    /// The provider decides how the platform logs users in and which parameters it reads. Most connectors use
    /// `oauth2`, `oauth2generic` or `aad`; a few services have providers of their own. Microsoft publishes no complete
    /// list, so an unknown name may be right.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/identityProvider
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "oauth" } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "connectionParameters": {
    ///       "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "DocuSign" } },
    ///       "other": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "oauth2pkce" } }
    ///     }
    ///   }
    /// }
    /// ```
    IdentityProviderNotKnown {
        levels: { Warning },
        origin: Certification,
        codes: ["connector-validate-connectionparam-oauth2idp"],
        evidence: "documented in the published schema, which knows 5; published connectors use 7",
        since: "0.1.0",
        check: ConnectionParameter(check),
        fixes: [Unsafe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let Some(node) = parameter.oauth_settings().and_then(|settings| get_in_any_case(settings, "identityProvider"))
    else {
        return;
    };
    let Some(name) = node.as_str() else { return };
    if IDENTITY_PROVIDERS.iter().any(|provider| provider.eq_ignore_ascii_case(&name)) {
        return;
    }
    let finding = cx.report(node, format!("the identity provider `{name}` is not known"));
    match nearest(&name, IDENTITY_PROVIDERS).map(|alike| alike.name) {
        Some(similar) => finding.help(format!("did you mean `{similar}`?")).fix(
            Safety::Unsafe,
            format!("write `{similar}`"),
            [Some(replace_value(node, &quote(similar)))],
        ),
        None => finding.help("use `oauth2`, `oauth2generic` or `aad`, unless the service has a provider of its own"),
    };
}
