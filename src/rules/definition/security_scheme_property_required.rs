use crate::connector::definition::Definition;
use crate::connector::definition::security::{SchemeType, SecurityScheme};
use crate::rule::Cx;

rule! {
    /// A security scheme lacks a property that its type or flow needs.
    ///
    /// Without the name and place of a key, or the addresses of a sign-in, the platform cannot make a connection.
    /// `scopes` may be left out: the platform's own schema does not ask for it.
    ///
    /// ```json,bad,at=/securityDefinitions/API Key
    /// { "securityDefinitions": { "API Key": { "in": null } } }
    /// ```
    /// ```json,good
    /// { "securityDefinitions": {
    ///     "Login": { "type": "oauth2", "flow": "implicit", "authorizationUrl": "https://contoso.com/login" },
    ///     "Password": { "type": "basic" }
    /// } }
    /// ```
    SecuritySchemePropertyRequired {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 1,034 lacks one, `scopes` apart",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for scheme in definition.security_schemes() {
        let (needed, what) = needed_properties(&scheme);
        for name in needed.iter().filter(|name| scheme.node.get(name).is_none()) {
            cx.report(scheme.node, format!("{what} needs `{name}`")).help(format!("add `{name}`"));
        }
    }
}

fn needed_properties(scheme: &SecurityScheme<'_>) -> (&'static [&'static str], &'static str) {
    let flow = scheme.flow();
    match (scheme.kind, flow.as_deref()) {
        (Some(SchemeType::ApiKey), _) => (&["name", "in"], "an API key"),
        (Some(SchemeType::OAuth2), None) if scheme.node.get("flow").is_none() => (&["flow"], "OAuth 2.0"),
        (Some(SchemeType::OAuth2), Some("implicit")) => (&["authorizationUrl"], "the flow `implicit`"),
        (Some(SchemeType::OAuth2), Some("password")) => (&["tokenUrl"], "the flow `password`"),
        (Some(SchemeType::OAuth2), Some("application")) => (&["tokenUrl"], "the flow `application`"),
        (Some(SchemeType::OAuth2), Some("accessCode")) => (&["authorizationUrl", "tokenUrl"], "the flow `accessCode`"),
        _ => (&[], ""),
    }
}
