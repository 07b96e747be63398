use crate::connector::properties::{ConnectionParameter, get_in_any_case};
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// A password or key is asked for in a field that shows and stores it in clear.
    ///
    /// A value of type `string` is stored readably and shown again when the connection is edited; `clearText: true`
    /// shows what is typed. Passwords, secrets and keys are of type `securestring` with `clearText: false`.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api_key/type
    /// { "properties": { "connectionParameters": { "api_key": { "type": "string" } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api_key/uiDefinition/constraints/clearText
    /// { "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "constraints": { "clearText": true } } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "connectionParameters": {
    ///       "username": { "type": "securestring", "uiDefinition": { "constraints": { "clearText": true } } },
    ///       "token:TenantId": { "type": "string" },
    ///       "keyVaultName": { "type": "string" }
    ///     }
    ///   }
    /// }
    /// ```
    SecretShownInClear {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: 98 % of keys and passwords are `securestring` without clear text",
        since: "0.1.0",
        check: ConnectionParameter(check),
        fixes: [Safe, Unsafe],
    }
}

/// Names, without case and separators, that end like this stand for a secret.
const ENDINGS: [&str; 8] =
    ["password", "passwd", "secret", "apikey", "accesskey", "privatekey", "accesstoken", "subscriptionkey"];

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let name = parameter.name.rsplit(':').next().unwrap_or_default();
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    if parameter.is_hidden() || !ENDINGS.iter().any(|ending| plain.ends_with(ending)) {
        return;
    }
    if parameter.is_type("string") {
        let Some(node) = get_in_any_case(parameter.node, "type") else { return };
        cx.report(node, format!("`{}` is asked for as a readable text", parameter.name))
            .help("use the type `securestring`")
            .fix(Safety::Unsafe, "write `securestring`", [Some(replace_value(node, &quote("securestring")))]);
    } else if let Some(node) = parameter.constraint("clearText").filter(|node| node.as_bool() == Some(true)) {
        cx.report(node, format!("`{}` is shown while it is typed", parameter.name)).help("write `false`").fix(
            Safety::Safe,
            "write `false`",
            [Some(replace_value(node, "false"))],
        );
    }
}
