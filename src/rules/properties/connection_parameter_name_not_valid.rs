use crate::connector::properties::ConnectionParameter;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// The name of a connection parameter has signs that the platform's schema does not allow.
    ///
    /// Names consist of letters, digits and underscores; one colon separates the name of an OAuth setting from one of
    /// its claims, as in `token:TenantId`. Policies and the platform refer to parameters by these names.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api-key
    /// { "properties": { "connectionParameters": { "api-key": { "type": "securestring" } } } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "connectionParameters": { "api_key2": { "type": "securestring" }, "token:clientId": { "type": "string" } } } }
    /// ```
    ConnectionParameterNameNotValid {
        levels: { Warning },
        origin: Certification,
        codes: ["connector-validate-connectionparameters"],
        evidence: "documented in the published schema; 5 names of published connectors break it",
        since: "0.1.0",
        check: ConnectionParameter(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let is_word =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let name = &parameter.name;
    let (first, claim) = name.split_once(':').map_or((name.as_ref(), None), |(first, claim)| (first, Some(claim)));
    if !is_word(first) || claim.is_some_and(|claim| !is_word(claim)) {
        cx.report(
            At::key(parameter.node),
            format!("the name `{name}` has other characters than letters, digits and `_`"),
        )
        .help("rename it here and in the policies, before the first certification");
    }
}
