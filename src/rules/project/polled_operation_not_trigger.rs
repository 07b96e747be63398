use foldhash::HashMap;

use crate::connector::properties::POLICY_OPERATIONS;
use crate::rule::Cx;

rule! {
    /// A polling policy does not belong to exactly one polling trigger each.
    ///
    /// A `pollingtrigger` policy turns the answer of an operation into the items of a trigger. It names its operations,
    /// each of them has `x-ms-trigger: batch`, and no operation has two such policies.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplate-operationName/0
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "pollingtrigger", "title": "A", "parameters": { "x-ms-apimTemplate-operationName": ["GetOrder"] } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0
    /// { "properties": { "policyTemplateInstances": [{ "templateId": "pollingtrigger", "title": "A", "parameters": {} }] } }
    /// ```
    /// ```json,with
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch" } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/1/parameters/x-ms-apimTemplate-operationName/0
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "pollingtrigger", "title": "A", "parameters": { "x-ms-apimTemplate-operationName": ["GetOrder"] } },
    ///       { "templateId": "PollingTrigger", "title": "B", "parameters": { "x-ms-apimTemplate-operationName": ["GetOrder"] } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```json,with
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch" } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "pollingtrigger", "title": "A", "parameters": { "x-ms-apimTemplate-operationName": ["GetOrder", "NotThere"] } }
    ///     ]
    ///   }
    /// }
    /// ```
    PolledOperationNotTrigger {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: all 39 polling policies name polling triggers, each once",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    let mut seen = HashMap::default();
    for policy in properties.policies.iter().filter(|policy| policy.is("pollingtrigger")) {
        if policy.operations().next().is_none() {
            cx.report(policy.node, "the polling policy names no operation, so it applies to all")
                .help(format!("name the polling triggers in `{POLICY_OPERATIONS}`"));
        }
        for node in policy.operations() {
            let Some(operation) = node.as_str().and_then(|name| definition.operation(&name)) else { continue };
            let earlier = *seen.entry(operation.index).or_insert(node);
            if earlier != node {
                cx.report(node, format!("`{}` has two polling policies", operation.label()))
                    .label(earlier, "the first one")
                    .help("leave one of them");
            } else if operation.trigger().is_none_or(|kind| kind != "batch") {
                cx.report(node, format!("`{}` is no polling trigger", operation.label()))
                    .label(operation.node, "this operation")
                    .help("add `\"x-ms-trigger\": \"batch\"` to the operation, or take it from the policy");
            }
        }
    }
}
