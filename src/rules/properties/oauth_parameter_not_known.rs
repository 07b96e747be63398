use crate::connector::likeness::nearest;
use crate::connector::properties::{ConnectionParameter, get_in_any_case};
use crate::finding::{At, Safety};
use crate::json::rename_key;
use crate::rule::Cx;
use crate::text::shortened;

rule! {
    /// A custom parameter of an OAuth login is misspelt.
    ///
    /// The platform takes addresses and templates by name and ignores what it does not know, so a misspelt name shows
    /// as a failing login. Names in another case are read. Besides the documented names a login may hold values of its
    /// own, to which templates refer; so only names next to a documented one are reported.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/customParameters/tokenUri
    /// {
    ///   "properties": {
    ///     "connectionParameters": {
    ///       "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "oauth2", "customParameters": { "tokenUri": { "value": "https://contoso.com/t" } } } }
    ///     }
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "connectionParameters": {
    ///       "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "oauth2generic", "customParameters": { "region": { "value": "eu" } } } }
    ///     }
    ///   }
    /// }
    /// ```
    OAuthParameterNotKnown {
        levels: { Warning },
        origin: House,
        evidence: "documented names; published logins hold no misspelt one",
        since: "0.1.0",
        check: ConnectionParameter(check),
        fixes: [Unsafe],
    }
}

fn known_by(provider: &str) -> &'static [&'static str] {
    match provider {
        "oauth2" | "oauth2pkce" => {
            &["authorizationUrl", "tokenUrl", "refreshUrl", "redirectUrl", "idpHint", "audience"]
        }
        "oauth2generic" => &[
            "authorizationUrlTemplate",
            "authorizationUrlQueryStringTemplate",
            "tokenUrlTemplate",
            "tokenUrlQueryStringTemplate",
            "tokenBodyTemplate",
            "refreshUrlTemplate",
            "refreshUrlQueryStringTemplate",
            "refreshBodyTemplate",
            "scopeListDelimiter",
        ],
        "aad" | "aadcertificate" => {
            &["loginUri", "loginUriAAD", "tenantId", "resourceUri", "enableOnbehalfOfLogin", "grantType"]
        }
        _ => &[],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let Some(provider) = parameter.identity_provider() else { return };
    let known = known_by(&provider);
    let custom = parameter.oauth_settings().and_then(|settings| get_in_any_case(settings, "customParameters"));
    let Some(custom) = custom.filter(|custom| custom.is_object()) else { return };
    let free: Vec<&str> = known.iter().copied().filter(|name| get_in_any_case(custom, name).is_none()).collect();
    for member in custom.children() {
        let Some(key) = member.key() else { continue };
        if known.iter().any(|name| name.eq_ignore_ascii_case(&key)) {
            continue;
        }
        if let Some(similar) = nearest(&key, free.iter().copied()).map(|alike| alike.name) {
            cx.report(At::key(member), format!("the provider `{}` has no parameter `{key}`", shortened(&provider)))
                .help(format!("did you mean `{similar}`?"))
                .fix(Safety::Unsafe, format!("rename it to `{similar}`"), [rename_key(member, similar)]);
        }
    }
}
