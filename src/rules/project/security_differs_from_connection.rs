use std::collections::BTreeSet;

use crate::connector::Role;
use crate::connector::properties::Properties;
use crate::connector::scaffold::pretty;
use crate::finding::Safety;
use crate::json::{Node, append_element, insert_member, quote};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// The definition and the properties disagree about authentication.
    ///
    /// The definition's `securityDefinitions` say how a request carries the credentials; the connection parameters say
    /// which credentials the user is asked for. A key belongs to `apiKey`, `username` and `password` to `basic`, an
    /// OAuth login to `oauth2`. A definition without security is fine where a policy or a script adds the credentials,
    /// and several connection parameter sets may share one definition.
    ///
    /// ```json,with
    /// { "securityDefinitions": { "API Key": { "type": "basic", "in": null, "name": null } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters,file=apiProperties.json
    /// {}
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters
    /// { "properties": { "connectionParameters": { "api_key": null } } }
    /// ```
    /// ```json,with
    /// { "securityDefinitions": { "API Key": null }, "security": null }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters
    /// {}
    /// ```
    /// ```json,with
    /// { "securityDefinitions": { "API Key": null }, "security": null }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "setheader",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.name": "X-Key", "x-ms-apimTemplateParameter.value": "@connectionParameters('api_key')" }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "connectionParameters": { "host": { "type": "string" } } } }
    /// ```
    /// ```json,good
    /// { "securityDefinitions": { "API Key": { "type": "bearer" } } }
    /// ```
    SecurityDiffersFromConnection {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: about 7 of 1,012 disagree, some 10 more never send the key that they ask for",
        since: "0.1.0",
        check: Connector(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    let Some(parameters) = properties.get("connectionParameters").filter(|node| node.is_object()) else { return };
    if !definition.is_complete() || !properties.is_complete() || !properties.sets.is_empty() {
        return;
    }
    let schemes = definition.root.get("securityDefinitions").filter(|schemes| schemes.is_object());
    let types: BTreeSet<String> = schemes
        .into_iter()
        .flat_map(Node::children)
        .filter_map(|scheme| Some(scheme.str_member("type")?.into_owned()))
        .collect();
    let is_handled = !properties.policies.is_empty() || cx.connector().artifact(Role::Script).is_some();
    let Some((asked, fitting)) = credentials(properties) else { return };
    let told = types.iter().cloned().collect::<Vec<_>>().join("`, `");
    if types.is_empty() {
        // A login sends its token whatever the definition says: 26 published connectors rely on that.
        let is_sent = is_handled || asked.is_none() || fitting == ["oauth2"];
        if !is_sent && cx.connector().is_folder() {
            cx.report(parameters, "the definition sends none of the credentials that the user is asked for")
                .help("add `securityDefinitions` and `security` to the definition, or a policy that sends them")
                .fix_elsewhere(
                    definition.root.place().file,
                    Safety::Unsafe,
                    "add the security, with a placeholder for the name of a key",
                    security(definition.root, fitting),
                );
        }
        return;
    }
    // What a type that is none is meant to be, nobody knows.
    let is_known = |name: &String| ["basic", "apiKey", "oauth2"].contains(&name.as_str());
    if types.iter().any(|name| fitting.contains(&name.as_str())) || !types.iter().all(is_known) {
        return;
    }
    let asked = asked.unwrap_or("no credentials");
    let finding = cx.report(parameters, format!("the user is asked for {asked}, but the definition sends `{told}`"));
    finding.help("make the two agree: change the connection parameters, or the definition's security");
    if let Some(schemes) = schemes {
        finding.label(schemes, "what the definition sends");
    }
}

/// The edits that add security of this kind, as the platform's wizard writes it.
fn security(root: Node<'_>, kinds: &[&str]) -> Vec<Option<Edit>> {
    let (name, scheme) = match kinds {
        ["basic"] => ("basic_auth", pretty(&[("type", quote("basic"))])),
        ["apiKey"] => (
            "api_key",
            pretty(&[("type", quote("apiKey")), ("in", quote("header")), ("name", quote("TODO name the header"))]),
        ),
        _ => return vec![None],
    };
    let schemes = match root.get("securityDefinitions") {
        Some(schemes) => insert_member(schemes, name, &scheme),
        None => insert_member(root, "securityDefinitions", &pretty(&[(name, scheme)])),
    };
    let required = format!("{{ {}: [] }}", quote(name));
    let security = match root.get("security") {
        Some(security) => append_element(security, &required),
        None => insert_member(root, "security", &format!("[{required}]")),
    };
    vec![schemes, security]
}

/// What the user is asked for, and the security schemes that fit; `None` where nobody can tell.
fn credentials(properties: &Properties<'_>) -> Option<(Option<&'static str>, &'static [&'static str])> {
    let has_type = |name: &str| properties.connection_parameters.iter().any(|parameter| parameter.is_type(name));
    if has_type("gatewaySetting") {
        None
    } else if has_type("oauthSetting") {
        Some((Some("an OAuth login"), &["oauth2"]))
    } else if properties.has_connection_parameter("username") && properties.has_connection_parameter("password") {
        Some((Some("user name and password"), &["basic"]))
    } else if has_type("securestring") {
        Some((Some("a key"), &["apiKey"]))
    } else if properties.connection_parameters.is_empty() {
        Some((None, &[]))
    } else {
        None
    }
}
