use crate::connector::properties::Properties;
use crate::rule::Cx;

rule! {
    /// A connection through the on-premises gateway is declared in one place and not in the other.
    ///
    /// The platform offers the gateway when `capabilities` holds `gateway` and a connection parameter of type
    /// `gatewaySetting` asks for it. One without the other has no effect. OAuth logins do not work through a gateway.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/gateway
    /// { "properties": { "connectionParameters": { "gateway": { "type": "gatewaySetting", "gatewaySettings": {} } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token
    /// {
    ///   "properties": {
    ///     "capabilities": ["gateway"],
    ///     "connectionParameters": { "gateway": { "type": "gatewaySetting", "gatewaySettings": {} }, "token": { "type": "oauthSetting" } }
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "capabilities": ["gateway"],
    ///     "connectionParameters": { "gateway": { "type": "gatewaySetting", "gatewaySettings": {} } }
    ///   }
    /// }
    /// ```
    GatewayNotDeclared {
        levels: { Warning },
        origin: House,
        evidence: "documented; 1 published connector has a gateway, 1 more declares the capability alone",
        since: "0.1.0",
        check: Properties(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    let list = properties.get("capabilities").filter(|list| list.is_array());
    let capability = list.and_then(|list| list.children().find(|node| node.is_str("gateway")));
    let of_type = |name: &str| properties.connection_parameters.iter().find(|parameter| parameter.is_type(name));
    match (capability, of_type("gatewaySetting")) {
        (None, Some(gateway)) => {
            cx.report(gateway.node, format!("`{}` needs the capability `gateway`", gateway.name))
                .help("add `\"gateway\"` to `capabilities`");
        }
        (Some(capability), None) => {
            cx.report(capability, "no connection parameter is a `gatewaySetting`")
                .help("add one, or remove the capability");
        }
        (Some(_), Some(gateway)) => {
            if let Some(login) = of_type("oauthSetting") {
                cx.report(login.node, "an OAuth login does not work through the on-premises gateway")
                    .label(gateway.node, "the gateway")
                    .help("use another authentication, or leave the gateway out");
            }
        }
        (None, None) => {}
    }
}
