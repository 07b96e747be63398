use foldhash::HashSet;

use crate::finding::At;
use crate::rule::Cx;

rule! {
    /// An operation is paged, but no policy turns its next link around.
    ///
    /// With `x-ms-pageable` the platform follows the link to the next page that the answer holds. That link leads
    /// straight to the service, past the connector and its credentials, unless an `updatenextlink` policy rewrites it.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-pageable
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-pageable": { "nextLinkName": "nextLink" } } } } }
    /// ```
    /// ```apiProperties.json,with
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       { "templateId": "updatenextlink", "title": "A", "parameters": { "x-ms-apimTemplateParameter.nextLinkPropertyName": "nextLink" } }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-pageable": { "nextLinkName": "nextLink" } } } } }
    /// ```
    NextLinkNotUpdated {
        levels: { Warning },
        origin: House,
        evidence: "documented; 8 of 18 published connectors with paging have the policy",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    if !properties.is_complete() || cx.connector().artifact(crate::connector::Role::Script).is_some() {
        return;
    }
    let policies: Vec<_> = properties.policies.iter().filter(|policy| policy.is("updatenextlink")).collect();
    if policies.iter().any(|policy| policy.operations().next().is_none()) {
        return;
    }
    let updated: HashSet<_> =
        policies.iter().flat_map(|policy| policy.operations()).filter_map(crate::json::Node::as_str).collect();
    for operation in &definition.operations {
        let Some(pageable) = operation.get("x-ms-pageable").filter(|node| node.is_object()) else { continue };
        if !operation.id.and_then(crate::json::Node::as_str).is_some_and(|id| updated.contains(&id)) {
            cx.report(At::key(pageable), format!("no policy updates the next link of `{}`", operation.label()))
                .help("add an `updatenextlink` policy that names the operation");
        }
    }
}
