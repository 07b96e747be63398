use crate::connector::properties::{ConnectionParameter, get_in_any_case};
use crate::connector::secret::{is_guid, looks_random};
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// The properties hold what seems to be the client id of a real app.
    ///
    /// A client id is no secret, but it names an app of a real tenant, and the files of a connector are public. The id
    /// is handed to Microsoft apart from them; a placeholder such as `<<Enter your client ID>>` stands in its place.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token/oAuthSettings/clientId
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "clientId": "3f2504e0-4f89-41d3-9a0c-0305e82c3301" } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "connectionParameters": {
    ///       "token": { "type": "oauthSetting", "oAuthSettings": { "clientId": "<<Enter your client ID>>" } },
    ///       "other": { "type": "oauthSetting", "oAuthSettings": { "clientId": "00000000-0000-0000-0000-000000000000" } }
    ///     }
    ///   }
    /// }
    /// ```
    ClientIdInFile {
        levels: { Hint },
        origin: Certification,
        evidence: "documented: client ids are to be replaced by placeholders; 19 of 248 published logins have a GUID",
        since: "0.1.0",
        check: ConnectionParameter(check),
        fixes: [Unsafe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let Some(node) = parameter.oauth_settings().and_then(|settings| get_in_any_case(settings, "clientId")) else {
        return;
    };
    if node.as_str().is_some_and(|id| is_guid(&id) || looks_random(&id)) {
        cx.report(node, "the client id seems to be that of a real app")
            .help("write a placeholder such as `<<Enter your client ID>>`")
            .fix(
                Safety::Unsafe,
                "write a placeholder",
                [Some(replace_value(node, &quote("<<Enter your client ID>>")))],
            );
    }
}
