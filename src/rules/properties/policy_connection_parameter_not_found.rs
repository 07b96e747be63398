use std::collections::BTreeMap;

use crate::connector::policies::expression::{Call, calls};
use crate::connector::policies::mend;
use crate::connector::properties::Properties;
use crate::finding::{At, Level, Safety};
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// A policy refers to a connection parameter that does not exist.
    ///
    /// `@connectionParameters('name')` is replaced by what the user typed when making the connection. Without such a
    /// parameter there is nothing to put there, unless a second argument says what to take instead. A name in another
    /// case seems to be found, but write it as it is defined. `token:TenantId` is added to logins with Microsoft Entra
    /// ID by the platform itself.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.newPath
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "routerequesttoendpoint", "title": "A", "parameters": { "x-ms-apimTemplateParameter.newPath": "/@connectionParameters('tenant')/a" } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.newPath
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "routerequesttoendpoint", "title": "A", "parameters": { "x-ms-apimTemplateParameter.newPath": "/@connectionParameters('API_key')/a" } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "aad" } } },
    ///     "connectionParameterSets": { "values": [{ "name": "key", "parameters": { "site": { "type": "string" } } }] },
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "routerequesttoendpoint",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.newPath": "/@connectionParameters('site', 'a')/@connectionParameters('token:TenantId')" }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    PolicyConnectionParameterNotFound {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: 10 of 361 references in 8 connectors name no parameter in this case",
        since: "0.1.0",
        check: Properties(check),
        fixes: [Unsafe],
    }
}

/// What the platform adds to logins with Microsoft Entra ID.
const TENANT: &str = "token:tenantid";

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    if !properties.is_complete() {
        return;
    }
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for parameter in &properties.connection_parameters {
        names.insert(parameter.name.to_lowercase(), &parameter.name);
    }
    let exact: foldhash::HashSet<&str> =
        properties.connection_parameters.iter().map(|parameter| parameter.name.as_ref()).collect();
    if properties.connection_parameters.iter().any(|parameter| parameter.oauth_settings().is_some()) {
        names.entry(TENANT.to_owned()).or_insert("token:TenantId");
    }
    for node in properties.policies.iter().flat_map(crate::connector::properties::Policy::texts) {
        let Some(text) = node.as_str().filter(|text| text.contains('@')) else { continue };
        for call in calls(&text).iter().filter(|call| call.is("connectionParameters") && call.is_closed) {
            let Some((name, _)) = call.argument else { continue };
            if !exact.contains(name) && !name.eq_ignore_ascii_case(TENANT) || !names.contains_key(&name.to_lowercase())
            {
                report(cx, node, call, &names);
            }
        }
    }
}

fn report(cx: &mut Cx<'_, '_>, node: Node<'_>, call: &Call<'_>, names: &BTreeMap<String, &str>) {
    let Some((name, range)) = &call.argument else { return };
    let other_case = names.get(&name.to_lowercase()).copied();
    let similar = other_case.or_else(|| cx.nearest(name, names.values().copied()).map(|alike| alike.name));
    let message = match other_case {
        Some(other) => format!("the connection parameter is called `{other}`, not `{name}`"),
        None => format!("there is no connection parameter `{name}`"),
    };
    let finding = cx.report(At::within(node, range.clone()), message);
    if other_case.is_some() {
        // Published connectors work so.
        finding.at_most(Level::Hint);
    }
    let Some(similar) = similar else {
        finding.help("define it, or mend the name");
        return;
    };
    finding.help(format!("did you mean `{similar}`?")).fix(
        Safety::Unsafe,
        format!("write `{similar}`"),
        [mend(node, range.clone(), similar)],
    );
}
