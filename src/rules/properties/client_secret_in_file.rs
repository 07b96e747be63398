use crate::connector::properties::{ConnectionParameter, get_in_any_case};
use crate::connector::secret::{is_placeholder, looks_random, secrets};
use crate::finding::{Level, Safety};
use crate::json::remove;
use crate::rule::Cx;

rule! {
    /// The properties hold the client secret of an OAuth app.
    ///
    /// Files of a connector are public once they are submitted, and they stay in the history for ever. The secret is
    /// handed to Microsoft apart from the files; a placeholder such as `[[DUMMY]]` may stand in its place. A secret
    /// that was committed must be withdrawn, not only deleted.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/clientSecret
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "clientSecret": "n0tR3al7Qx9Zw2Lk5Vb8Yt1" } } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/clientSecret
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "clientSecret": "correct horse" } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "clientSecret": "[[DUMMY]]" } } } } }
    /// ```
    ClientSecretInFile {
        levels: { Error },
        origin: Certification,
        evidence: "documented: no secrets in the repository; all 10 published values are placeholders",
        since: "0.1.0",
        check: ConnectionParameter(check),
        fixes: [Safe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let Some(settings) = parameter.oauth_settings() else { return };
    let Some(node) = get_in_any_case(settings, "clientSecret") else { return };
    let Some(secret) = node.as_str() else { return };
    // Secrets of a known form are found in all files by another rule.
    if secret.trim().is_empty() || is_placeholder(&secret) || !secrets(&secret).is_empty() {
        return;
    }
    // The value itself is not repeated: reports end up in public logs.
    cx.report(node, "a client secret stands in the file")
        .help("withdraw it at the service, and remove it here or write `[[DUMMY]]`")
        .at_most(if looks_random(&secret) { Level::Error } else { Level::Warning })
        .fix(Safety::Safe, "remove it", [remove(node)]);
}
