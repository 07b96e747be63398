use foldhash::{HashMap, HashSet};

use crate::connector::policies::expression::calls;
use crate::connector::properties::Properties;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// A policy refers to a connection parameter that not every connection parameter set has.
    ///
    /// A connection has the parameters of the set that the user chose. Where another set lacks the parameter, the
    /// expression needs a second argument that is taken instead: `@connectionParameters('site', 'https://contoso.com')`.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.urlTemplate
    /// {
    ///   "properties": {
    ///     "connectionParameterSets": {
    ///       "values": [
    ///         { "name": "key", "parameters": { "api_key": { "type": "securestring" }, "site": { "type": "string" } } },
    ///         { "name": "basic", "parameters": { "username": { "type": "string" }, "password": { "type": "securestring" } } }
    ///       ]
    ///     },
    ///     "policyTemplateInstances": [
    ///       { "templateId": "dynamichosturl", "title": "A", "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "@connectionParameters('site')" } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.urlTemplate
    /// {
    ///   "properties": {
    ///     "connectionParameters": { "site": { "type": "string" } },
    ///     "connectionParameterSets": { "values": [{ "name": "key", "parameters": { "api_key": { "type": "securestring" } } }] },
    ///     "policyTemplateInstances": [
    ///       { "templateId": "dynamichosturl", "title": "A", "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "@connectionParameters('site')" } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "connectionParameterSets": {
    ///       "values": [
    ///         { "name": "key", "parameters": { "api_key": { "type": "securestring" }, "site": { "type": "string" } } },
    ///         { "name": "basic", "parameters": { "username": { "type": "string" }, "site": { "type": "string" } } }
    ///       ]
    ///     },
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "dynamichosturl",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "@connectionParameters('site')/@connectionParameters('api_key','')" }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    PolicyWithoutFallback {
        levels: { Warning },
        origin: House,
        evidence: "documented with multiple authentication; all but 1 of 10 published connectors with sets guard such references",
        since: "0.1.0",
        check: Properties(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    if properties.sets.is_empty() || !properties.is_complete() {
        return;
    }
    let mut sets: Vec<HashSet<String>> = vec![HashSet::default(); properties.sets.len()];
    for parameter in &properties.connection_parameters {
        if let Some(set) = parameter.set {
            sets[set].insert(parameter.name.to_lowercase());
        }
    }
    // Parameters beside the sets are those of old connections.
    let known: HashSet<String> =
        properties.connection_parameters.iter().map(|parameter| parameter.name.to_lowercase()).collect();
    let mut lacking_of: HashMap<String, Option<usize>> = HashMap::default();
    for node in properties.policies.iter().flat_map(crate::connector::properties::Policy::texts) {
        let Some(text) = node.as_str().filter(|text| text.contains('@')) else { continue };
        for call in calls(&text).iter().filter(|call| call.is("connectionParameters") && !call.has_fallback) {
            let Some((name, range)) = call.argument.clone() else { continue };
            let lower = name.to_lowercase();
            let first = || sets.iter().position(|set| !set.contains(&lower));
            let lacking = *lacking_of.entry(lower.clone()).or_insert_with(first);
            let Some(lacking) = lacking.filter(|_| known.contains(&lower)) else { continue };
            cx.report(At::within(node, range), format!("`{name}` has no fallback, and not every set has it"))
                .label(properties.sets[lacking], "this set lacks it")
                .help(format!("write `@connectionParameters('{name}', '...')`"));
        }
    }
}
