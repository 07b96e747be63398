use std::cell::LazyCell;

use foldhash::HashSet;

use crate::connector::properties::POLICY_OPERATIONS;
use crate::finding::Safety;
use crate::json::{Node, quote, replace_value};
use crate::rule::Cx;

rule! {
    /// A policy is to apply to an operation that the definition does not have.
    ///
    /// Operations are named by their `operationId`, in exact case. A name that is not found is ignored: the policy does
    /// not apply, and nobody tells. A policy without a list, or with an empty one, applies to all operations.
    ///
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplate-operationName/0,file=apiProperties.json
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "dynamichosturl",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "https://contoso.com", "x-ms-apimTemplate-operationName": ["GetOrders"] }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    /// ```apiProperties.json,good
    /// {
    ///   "properties": {
    ///     "policyTemplateInstances": [
    ///       {
    ///         "templateId": "dynamichosturl",
    ///         "title": "A",
    ///         "parameters": { "x-ms-apimTemplateParameter.urlTemplate": "https://contoso.com", "x-ms-apimTemplate-operationName": ["GetOrder"] }
    ///       }
    ///     ]
    ///   }
    /// }
    /// ```
    PolicyOperationNotFound {
        levels: { Warning },
        origin: House,
        evidence: "inferred from published connectors: 12 names in policies of 6 connectors are no operations, and all were accepted",
        since: "0.1.0",
        check: Connector(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>) {
    let (Some(definition), Some(properties)) = (cx.definition(), cx.properties()) else { return };
    if !definition.is_complete() {
        return;
    }
    for policy in &properties.policies {
        let others = LazyCell::new(|| policy.operations().filter_map(Node::as_str).collect::<HashSet<_>>());
        for node in policy.operations() {
            let Some(name) = node.as_str().filter(|name| definition.operation(name).is_none()) else { continue };
            let similar = cx.nearest(&name, definition.operation_ids()).map(|alike| alike.name);
            // An older revision may be left in the list of the newer one.
            let similar = similar.filter(|similar| !others.contains(*similar));
            let finding = cx.report(node, format!("there is no operation `{name}`"));
            match similar {
                Some(similar) => finding.help(format!("did you mean `{similar}`?")).fix(
                    Safety::Unsafe,
                    format!("write `{similar}`"),
                    [Some(replace_value(node, &quote(similar)))],
                ),
                None => finding.help(format!("remove it from `{POLICY_OPERATIONS}`, or mend the name")),
            };
        }
    }
}
