use crate::connector::definition::Definition;
use crate::connector::definition::security::{SchemeType, SecurityScheme};
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

/// Everything but `type`, `description` and extensions.
const PROPERTIES: [&str; 6] = ["name", "in", "flow", "authorizationUrl", "tokenUrl", "scopes"];

rule! {
    /// A security scheme has a property of another type or flow.
    ///
    /// An API key has `name` and `in`, OAuth 2.0 has `flow` and `scopes` with the addresses of that flow, and basic
    /// authentication has nothing of its own. A stray property often means that the type is the wrong one.
    ///
    /// ```json,bad,at=/securityDefinitions/API Key/tokenUrl
    /// { "securityDefinitions": { "API Key": { "tokenUrl": "https://contoso.com/token" } } }
    /// ```
    /// ```json,good
    /// { "securityDefinitions": {
    ///     "Login": {
    ///         "type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://contoso.com/login",
    ///         "tokenUrl": "https://contoso.com/token", "scopes": {}, "x-note": 1, "description": "Sign in."
    ///     },
    ///     "Password": { "type": "basic" }
    /// } }
    /// ```
    SecuritySchemePropertyNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 1,034 has it",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for scheme in definition.security_schemes() {
        let Some((own, what)) = own_properties(&scheme) else { continue };
        let strays = scheme.node.children().filter(|member| {
            PROPERTIES.iter().any(|name| member.key_is(name)) && !own.iter().any(|name| member.key_is(name))
        });
        for stray in strays {
            let name = stray.key().unwrap_or_default();
            cx.report(At::key(stray), format!("`{name}` does not belong to {what}"))
                .help("remove it, or correct the type or flow of the scheme")
                .fix(Safety::Unsafe, format!("remove `{name}`"), [json::remove(stray)]);
        }
    }
}

fn own_properties(scheme: &SecurityScheme<'_>) -> Option<(&'static [&'static str], String)> {
    Some(match scheme.kind? {
        SchemeType::Basic => (&[], "basic authentication".to_owned()),
        SchemeType::ApiKey => (&["name", "in"], "an API key".to_owned()),
        SchemeType::OAuth2 => {
            let flow = scheme.flow()?;
            let own: &[&str] = match &*flow {
                "implicit" => &["flow", "scopes", "authorizationUrl"],
                "password" | "application" => &["flow", "scopes", "tokenUrl"],
                "accessCode" => &["flow", "scopes", "authorizationUrl", "tokenUrl"],
                _ => return None,
            };
            (own, format!("the flow `{flow}`"))
        }
    })
}
