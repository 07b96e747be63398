use crate::connector::definition::Definition;
use crate::connector::definition::security::SchemeType;
use crate::rule::Cx;

rule! {
    /// A security scheme has a flow that connections cannot use.
    ///
    /// The platform signs users in with `accessCode`. It has no place for the tokens of `implicit`, and asks neither for
    /// the password of `password` nor for the credentials of an app, as `application` would need.
    ///
    /// ```json,bad,at=/securityDefinitions/Login/flow
    /// { "securityDefinitions": { "Login": {
    ///   "type": "oauth2", "flow": "application", "tokenUrl": "https://contoso.com/t", "scopes": {}
    /// } } }
    /// ```
    /// ```json,good
    /// { "securityDefinitions": { "Login": {
    ///   "type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://contoso.com/a", "tokenUrl": "https://contoso.com/t", "scopes": {}
    /// } } }
    /// ```
    SecurityFlowNotSupported {
        levels: { Warning },
        origin: House,
        evidence: "documented: `accessCode` is the one flow for connectors; 3 of 219 published logins have another (`implicit`)",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for scheme in definition.security_schemes().filter(|scheme| scheme.kind == Some(SchemeType::OAuth2)) {
        let Some((node, flow)) = scheme.node.get("flow").zip(scheme.flow()) else { continue };
        // What is no flow at all is told by another rule.
        if ["implicit", "password", "application"].contains(&&*flow) {
            cx.report(node, format!("connections cannot use the flow `{flow}`"))
                .help("use `accessCode`, and the matching settings in the properties");
        }
    }
}
