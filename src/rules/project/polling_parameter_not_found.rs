use crate::connector::policies::operations_of;
use crate::finding::At;
use crate::rule::Cx;
use crate::text::shortened;

/// So many are told for one policy: both operations and parameters may be as many as fit into a file.
const MOST_TOLD: usize = 100;

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
        let operations = operations_of(policy, definition);
        let pairs = operations.iter().flat_map(|operation| changes.children().map(move |change| (operation, change)));
        let missing = pairs.filter_map(|(operation, change)| {
            let name = change.key().filter(|name| !name.is_empty() && !name.starts_with(SPECIAL))?;
            (!definition.takes_parameter(operation, &name)).then_some((operation, change, name))
        });
        for (operation, change, name) in missing.take(MOST_TOLD) {
            cx.report(
                At::key(change),
                format!("`{}` has no query parameter `{}`", operation.label(), shortened(&name)),
            )
            .label(operation.node, "this operation")
            .help("add the parameter to the operation, internal if users need not see it");
        }
    }
}
