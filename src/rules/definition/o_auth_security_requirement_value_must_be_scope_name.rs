use std::borrow::Cow;

use foldhash::{HashMap, HashSet};

use crate::connector::definition::Definition;
use crate::connector::definition::security::SchemeType;
use crate::json::Node;
use crate::rule::Cx;
use crate::text::shortened;

rule! {
    /// A security requirement lists a scope that its scheme does not have.
    ///
    /// The list beside the name of an OAuth 2.0 scheme may hold names from the `scopes` of that scheme only.
    ///
    /// ```json,bad,at=/security/0/Login/1
    /// {
    ///     "securityDefinitions": { "Login": {
    ///         "type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://contoso.com/login",
    ///         "tokenUrl": "https://contoso.com/token", "scopes": { "orders.read": "Read orders" }
    ///     } },
    ///     "security": [{ "Login": ["orders.read", "orders.write"] }]
    /// }
    /// ```
    /// ```json,good
    /// {
    ///     "securityDefinitions": { "Login": {
    ///         "type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://contoso.com/login",
    ///         "tokenUrl": "https://contoso.com/token", "scopes": { "orders.read": "Read orders" }
    ///     } },
    ///     "security": [{ "Login": ["orders.read"] }, { "Login": [] }]
    /// }
    /// ```
    OAuthSecurityRequirementValueMustBeScopeName {
        levels: { Warning },
        origin: Validator,
        evidence: "inferred from published connectors: 6 of 1,034 have it, accepted into 2023",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let mut scopes_of: HashMap<u32, HashSet<Cow<'a, str>>> = HashMap::default();
    for (requirement, scheme) in definition.security_requirements() {
        let Some(scheme) = scheme.filter(|scheme| scheme.kind == Some(SchemeType::OAuth2)) else { continue };
        let scopes = scopes_of.entry(scheme.node.index()).or_insert_with(|| {
            scheme.node.get("scopes").into_iter().flat_map(Node::children).filter_map(Node::key).collect()
        });
        for entry in requirement.children().filter(|_| requirement.is_array()) {
            let Some(scope) = entry.as_str().filter(|scope| !scopes.contains(scope)) else { continue };
            let name = requirement.key().unwrap_or_default();
            cx.report(entry, format!("`{scope}` is not among the scopes of `{}`", shortened(&name)))
                .label(scheme.node, "described here")
                .help("add it to `scopes` of the security definition, or remove it here");
        }
    }
}
