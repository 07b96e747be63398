use crate::connector::policies::operations_of;
use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// A polling policy sets a query parameter that its trigger does not have.
    ///
    /// `triggerConfig` says how the next poll differs from the last one: each key is a query parameter of the
    /// operation, its value an expression over the last answer. A key that is no parameter is not sent.
    ///
    /// ```json,with
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch" } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.triggerConfig/since
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "pollingtrigger",
    ///         "title": "A",
    ///         "parameters": {
    ///           "x-ms-apimTemplate-operationName": ["GetOrder"],
    ///           "x-ms-apimTemplateParameter.triggerConfig": { "since": "@{triggerBody().value[0].date}" }
    ///         }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```json,with
    /// {
    ///   "paths": {
    ///     "/orders/{id}": {
    ///       "get": {
    ///         "x-ms-trigger": "batch",
    ///         "parameters": [
    ///           { "name": "id", "in": "path", "required": true, "type": "string" },
    ///           { "name": "since", "in": "query", "type": "string", "x-ms-visibility": "internal" }
    ///         ]
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "pollingtrigger",
    ///         "title": "A",
    ///         "parameters": {
    ///           "x-ms-apimTemplate-operationName": ["GetOrder"],
    ///           "x-ms-apimTemplateParameter.triggerConfig": { "since": "@{triggerBody().value[0].date}", "x-ms-triggerConfig-nextLink": "@triggerBody().next" }
    ///         }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    PollingParameterNotFound {
        levels: { Warning },
        origin: House,
        evidence: "documented; inferred from published connectors, where the keys are query parameters",
        since: "0.1.0",
        check: Connector(check),
    }
}

/// Keys that begin like this speak to the policy itself.
const SPECIAL: &str = "x-ms-triggerConfig-";

fn check(cx: &mut Cx<'_, '_>) {
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    if !definition.is_complete() {
        return;
    }
    for policy in properties.policies.iter().filter(|policy| policy.is("pollingtrigger")) {
        let Some(changes) = policy.parameter("triggerConfig").filter(|node| node.is_object()) else { continue };
        if policy.operations().next().is_none() {
            continue;
        }
        for operation in operations_of(policy, definition) {
            for change in changes.children() {
                let name = change.key().unwrap_or_default();
                let is_there = definition
                    .parameters_of(operation)
                    .any(|parameter| parameter.name().is_some_and(|found| found == name) && !parameter.is_in("body"));
                if !is_there && !name.is_empty() && !name.starts_with(SPECIAL) {
                    cx.report(At::key(change), format!("`{}` has no query parameter `{name}`", operation.label()))
                        .label(operation.node, "this operation")
                        .help("add the parameter to the operation, internal if users need not see it");
                }
            }
        }
    }
}
