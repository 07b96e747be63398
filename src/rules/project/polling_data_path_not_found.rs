use crate::connector::definition::{Definition, Keyword, Operation, Schema};
use crate::connector::policies::expression::{calls, path_names};
use crate::connector::policies::operations_of;
use crate::rule::Cx;
use crate::text::shortened;

/// A path of more names is not followed for each operation; published ones have a few.
const MOST_NAMES: usize = 64;

rule! {
    /// A polling policy takes its items from a place that the answer does not have.
    ///
    /// `triggerDataPath` points to the list in the answer whose items start flows, such as `@triggerBody().value`. The
    /// schema of the success response must have that list.
    ///
    /// ```json,with
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch" } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.triggerDataPath
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "pollingtrigger",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplate-operationName": ["GetOrder"], "x-ms-apimTemplateParameter.triggerDataPath": "@triggerBody().orders" }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```json,with
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch" } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.triggerDataPath
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "pollingtrigger",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplate-operationName": ["GetOrder"], "x-ms-apimTemplateParameter.triggerDataPath": "@triggerBody().id" }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```json,with
    /// {
    ///   "paths": { "/orders/{id}": { "get": { "x-ms-trigger": "batch" } } },
    ///   "definitions": { "Order": { "properties": { "lines": { "type": "array", "items": { "type": "string" } } } } }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "pollingtrigger",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplate-operationName": ["GetOrder"], "x-ms-apimTemplateParameter.triggerDataPath": "@triggerBody()['lines']" }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    PollingDataPathNotFound {
        levels: { Warning },
        origin: House,
        evidence: "documented; inferred from published connectors, whose paths lead to lists",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    if !definition.is_complete() {
        return;
    }
    for policy in properties.policies.iter().filter(|policy| policy.is("pollingtrigger")) {
        let Some(node) = policy.parameter("triggerDataPath") else { continue };
        let Some(text) = node.as_str() else { continue };
        let body = calls(&text).into_iter().find(|call| call.is("triggerBody") && call.is_closed);
        let Some(body) = body.filter(|_| policy.operations().next().is_some()) else { continue };
        let names = path_names(body.path);
        if names.len() > MOST_NAMES {
            continue;
        }
        for operation in operations_of(policy, definition) {
            if let Some(trouble) = trouble(definition, operation, body.path, &names) {
                cx.report(node, format!("in the answer of `{}`, {trouble}", operation.label()))
                    .label(operation.node, "this operation")
                    .help("point to the list of items, and describe it in the response's schema");
            }
        }
    }
}

/// Why the path does not lead to a list, where the schema tells.
fn trouble(definition: &Definition<'_>, operation: &Operation<'_>, path: &str, names: &[&str]) -> Option<String> {
    let answer = operation.responses.iter().find(|response| response.is_success())?;
    let mut schema = definition.resolve(definition.response_schema(answer)?)?;
    for name in names {
        match definition.property(schema, name) {
            Some(property) => schema = definition.resolve(property)?,
            None if is_closed(schema) => return Some(format!("there is no property `{}`", shortened(name))),
            None => return None,
        }
    }
    let kind = schema.type_name()?;
    let shown = if path.is_empty() { "the whole" } else { &shortened(path) };
    (kind != "array").then(|| format!("`{shown}` is of type `{kind}`, not a list"))
}

/// Whether a schema lists all properties that there are.
fn is_closed(schema: &Schema<'_>) -> bool {
    schema.has(Keyword::Properties)
        && ![Keyword::AllOf, Keyword::AdditionalProperties, Keyword::DynamicSchema, Keyword::DynamicProperties]
            .into_iter()
            .any(|keyword| schema.has(keyword))
}
