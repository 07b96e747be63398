use crate::connector::properties::{ConnectionParameter, get_in_any_case};
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// An OAuth login goes over `http`.
    ///
    /// Codes, tokens and client secrets travel to these addresses. Certification demands `https` for all of them.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/customParameters/tokenUrl/value
    /// { "properties": { "connectionParameters": { "token": { "oAuthSettings": { "customParameters": { "tokenUrl": { "value": "http://contoso.com/t" } } } } } } }
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
        check: ConnectionParameter(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let custom = parameter.oauth_settings().and_then(|settings| get_in_any_case(settings, "customParameters"));
    for member in custom.into_iter().flat_map(crate::json::Node::children) {
        // A resource is a name, not an address, even where it looks like one.
        let is_address = member.key().is_some_and(|key| key.to_ascii_lowercase().contains("url"));
        let Some(node) = member.get("value").filter(|_| is_address) else { continue };
        let Some(url) = node.as_str() else { continue };
        let Some(rest) = url.strip_prefix("http://") else { continue };
        let secure = format!("https://{rest}");
        cx.report(node, format!("`{url}` is no secure address")).help("write `https`").fix(
            Safety::Unsafe,
            "write `https`",
            [Some(replace_value(node, &quote(&secure)))],
        );
    }
}
