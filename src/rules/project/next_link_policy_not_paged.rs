use crate::rule::Cx;

rule! {
    /// A policy updates the next link of an operation that is not paged, or under another name.
    ///
    /// An `updatenextlink` policy rewrites the link to the next page. It takes effect where the operation has
    /// `x-ms-pageable`, whose `nextLinkName` is the property that the policy rewrites.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplate-operationName/0
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "updatenextlink",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.nextLinkPropertyName": "nextLink", "x-ms-apimTemplate-operationName": ["GetOrder"] }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```json,with
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-pageable": { "nextLinkName": "@odata.nextLink" } } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.nextLinkPropertyName
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "updatenextlink",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.nextLinkPropertyName": "nextLink", "x-ms-apimTemplate-operationName": ["GetOrder"] }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```json,with
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-pageable": { "nextLinkName": "@odata.nextLink" } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "updatenextlink",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.nextLinkPropertyName": "@odata.nextLink", "x-ms-apimTemplate-operationName": ["GetOrder"] }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    NextLinkPolicyNotPaged {
        levels: { Warning },
        origin: House,
        evidence: "documented; inferred from published connectors",
        since: "0.1.0",
        check: Connector(check),
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    if !definition.is_complete() {
        return;
    }
    for policy in properties.policies.iter().filter(|policy| policy.is("updatenextlink")) {
        let rewritten = policy.parameter("nextLinkPropertyName");
        let mut differs = false;
        for node in policy.operations() {
            let Some(operation) = node.as_str().and_then(|name| definition.operation(&name)) else { continue };
            let Some(pageable) = operation.get("x-ms-pageable") else {
                cx.report(node, format!("`{}` is not paged", operation.label()))
                    .label(operation.node, "this operation")
                    .help("add `x-ms-pageable` to the operation, or take it from the policy");
                continue;
            };
            let names = (pageable.str_member("nextLinkName"), rewritten.and_then(crate::json::Node::as_str));
            if let ((Some(paged), Some(name)), Some(place)) = (names, rewritten)
                && paged != name
                && !differs
            {
                differs = true;
                cx.report(
                    place,
                    format!("the policy rewrites `{name}`, but `{}` has the link in `{paged}`", operation.label()),
                )
                .label(pageable, "the other name")
                .help("write the same name in both");
            }
        }
    }
}
