use crate::connector::properties::{Properties, get_in_any_case, is_misspelt_in};
use crate::connector::scaffold::pretty;
use crate::connector::shape::Shape;
use crate::finding::{Level, Safety};
use crate::json::{Node, insert_member, quote, replace_value};
use crate::rule::Cx;

rule! {
    /// The properties file lacks a key that the platform reads.
    ///
    /// Without these members the platform cannot build the connection or the policy: the root's `properties`, the
    /// brand colour, the type of a connection parameter, the settings of an OAuth login, the parts of a connection
    /// parameter set and of a policy. A connector without authentication still has an empty `connectionParameters`.
    ///
    /// ```apiProperties.json,bad,at=/properties
    /// { "properties": { "iconBrandColor": null } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties
    /// { "properties": { "connectionParameters": null } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/token
    /// { "properties": { "connectionParameters": { "token": { "type": "oauthSetting" } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameterSets/values/0
    /// {
    ///   "properties": {
    ///     "connectionParameters": null,
    ///     "connectionParameterSets": {
    ///       "uiDefinition": { "displayName": "Authentication", "description": "How to sign in." },
    ///       "values": [{ "name": "none", "parameters": {} }]
    ///     }
    ///   }
    /// }
    /// ```
    /// ```raw:apiProperties.json,bad,at=/properties/connectionParameters
    /// { "properties": { "iconBrandColor": "#1b5e7b", "connectionParameters": null, "publisher": "Contoso", "stackOwner": "Contoso" } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "connectionParameters": { "api_key": null } } }
    /// ```
    PropertiesKeyMissing {
        levels: { Error },
        origin: Certification,
        codes: ["connector-validate-connectionparameters"],
        evidence: "documented in the published schema; 3 of 1,031 published files lack the colour or `connectionParameters`",
        since: "0.1.0",
        check: Properties(check),
        fixes: [Safe, Unsafe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    for (object, shape) in properties.shaped().filter(|(node, _)| node.is_object()) {
        for field in shape.layout().fields.iter().filter(|field| field.required) {
            let ceiling = if shape == Shape::OAuthParameter { Level::Warning } else { Level::Error };
            let placeholder = if shape == Shape::ConnectionParameterSet { set_placeholder(field.name) } else { None };
            report(cx, object, field.name, ceiling, placeholder);
        }
        match shape {
            Shape::Properties => report_connection(cx, object),
            Shape::ConnectionParameter => report_settings(cx, object),
            _ => {}
        }
    }
}

/// What is put in for a part of a connection parameter set that is missing; what it needs, the author knows.
fn set_placeholder(key: &str) -> Option<String> {
    match key {
        "uiDefinition" => Some(pretty(&[
            ("displayName", quote("TODO name the way to sign in")),
            ("description", quote("TODO: say who signs in this way.")),
        ])),
        "parameters" => Some("{}".to_owned()),
        _ => None,
    }
}

fn report(cx: &mut Cx<'_, '_>, object: Node<'_>, key: &str, ceiling: Level, placeholder: Option<String>) {
    // A misspelt key is told by another rule.
    if object.get(key).is_none() && !is_misspelt_in(object, key) {
        let holder = object.key().map(|holder| format!(" in `{holder}`")).unwrap_or_default();
        cx.report(object, format!("`{key}` is missing{holder}")).help(format!("add `{key}`")).at_most(ceiling).fix(
            Safety::Unsafe,
            format!("add a placeholder for `{key}`"),
            [placeholder.and_then(|value| insert_member(object, key, &value))],
        );
    }
}

fn report_connection(cx: &mut Cx<'_, '_>, object: Node<'_>) {
    let has = |key| get_in_any_case(object, key).is_some();
    let null = get_in_any_case(object, "connectionParameters").filter(|parameters| parameters.is_null());
    if let Some(null) = null.filter(|_| !has("connectionParameterSets")) {
        cx.report(null, "`connectionParameters` is `null`")
            .help("write `{}` for a service without authentication")
            .at_most(Level::Warning)
            .fix(Safety::Safe, "write `{}`", [Some(replace_value(null, "{}"))]);
    } else if !has("connectionParameters") && !has("connectionParameterSets") {
        cx.report(object, "`connectionParameters` is missing")
            .help("add `\"connectionParameters\": {}` for a service without authentication")
            .at_most(Level::Warning)
            .fix(
                Safety::Safe,
                "add an empty `connectionParameters`",
                [insert_member(object, "connectionParameters", "{}")],
            );
    }
}

fn report_settings(cx: &mut Cx<'_, '_>, parameter: Node<'_>) {
    let type_name = get_in_any_case(parameter, "type").and_then(Node::as_str);
    match type_name.map(|name| name.to_ascii_lowercase()).as_deref() {
        Some("oauthsetting") => report(cx, parameter, "oAuthSettings", Level::Error, None),
        Some("gatewaysetting") => report(cx, parameter, "gatewaySettings", Level::Warning, None),
        _ => {}
    }
}
