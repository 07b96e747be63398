use crate::connector::definition::Definition;
use crate::connector::properties::get_in_any_case;
use crate::finding::Safety;
use crate::json::{Node, quote, replace_value};
use crate::rule::Cx;

rule! {
    /// An OAuth login goes over `http`.
    ///
    /// Codes, tokens and client secrets travel to these addresses, in the properties and in the definition. Certification
    /// demands `https` for all of them.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/customParameters/tokenUrl/value
    /// { "properties": { "connectionParameters": { "token": { "oAuthSettings": { "customParameters": { "tokenUrl": { "value": "http://contoso.com/t" } } } } } } }
    /// ```
    /// ```json,bad,at=/securityDefinitions/Login/tokenUrl
    /// { "securityDefinitions": { "Login": {
    ///   "type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://contoso.com/a", "tokenUrl": "http://contoso.com/t", "scopes": {}
    /// } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "connectionParameters": {
    ///       "token": { "oAuthSettings": { "customParameters": { "tokenUrl": { "value": "https://contoso.com/t" }, "resourceUri": { "value": "http://contoso.com" } } } }
    ///     }
    ///   }
    /// }
    /// ```
    OAuthUrlNotSecure {
        levels: { Error, Error, Warning },
        origin: Certification,
        codes: ["5000.3.1.6"],
        evidence: "documented with a policy code; no published login goes over http",
        since: "0.1.0",
        check: Connector(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    for scheme in cx.definition().into_iter().flat_map(Definition::security_schemes) {
        for key in ["authorizationUrl", "tokenUrl"] {
            if let Some(node) = scheme.node.get(key) {
                judge(cx, node);
            }
        }
    }
    for parameter in cx.properties().map(|properties| &properties.connection_parameters[..]).unwrap_or_default() {
        let custom = parameter.oauth_settings().and_then(|settings| get_in_any_case(settings, "customParameters"));
        for member in custom.into_iter().flat_map(Node::children) {
            // A resource is a name, not an address, even where it looks like one.
            let is_address = member.key().is_some_and(|key| key.to_ascii_lowercase().contains("url"));
            if let Some(node) = member.get("value").filter(|_| is_address) {
                judge(cx, node);
            }
        }
    }
}

fn judge<'a>(cx: &mut Cx<'_, 'a>, node: Node<'a>) {
    let Some(url) = node.as_str() else { return };
    let Some(rest) = url.strip_prefix("http://") else { return };
    let secure = format!("https://{rest}");
    cx.report(node, format!("`{url}` is no secure address")).help("write `https`").fix(
        Safety::Unsafe,
        "write `https`",
        [Some(replace_value(node, &quote(&secure)))],
    );
}
