use crate::connector::definition::Definition;
use crate::rule::Cx;

/// A family may have a current revision and its successor in preview.
const MAX_ACTIVE_OPERATIONS: usize = 2;

rule! {
    /// A family has more than two operations that are not deprecated.
    ///
    /// A family holds the current revision of an operation and at most its successor. With a third one, makers of flows
    /// cannot tell which to take.
    ///
    /// ```json,bad,at=/paths/~1v3~1orders/get/x-ms-api-annotation/family
    /// { "paths": {
    ///   "/orders/{id}": { "get": { "x-ms-api-annotation": { "family": "GetOrder", "revision": 1 } } },
    ///   "/v2/orders": { "get": { "operationId": "GetOrder_V2", "x-ms-api-annotation": { "family": "GetOrder", "revision": 2 } } },
    ///   "/v3/orders": { "get": { "operationId": "GetOrder_V3", "x-ms-api-annotation": { "family": "GetOrder", "revision": 3 } } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///   "/orders/{id}": { "get": { "deprecated": true, "x-ms-api-annotation": { "family": "GetOrder", "revision": 1 } } },
    ///   "/v2/orders": { "get": { "operationId": "GetOrder_V2", "x-ms-api-annotation": { "family": "GetOrder", "revision": 2 } } },
    ///   "/v3/orders": { "get": { "operationId": "GetOrder_V3", "x-ms-api-annotation": { "family": "GetOrder", "revision": 3 } } } } }
    /// ```
    OperationFamilyHasManyActiveOperations {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 82 published families with several members has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for family in definition.families() {
        let active: Vec<_> = family.members.iter().filter(|(operation, _)| !operation.is_deprecated()).collect();
        let Some(surplus) = active.get(MAX_ACTIVE_OPERATIONS).and_then(|(_, annotation)| annotation.family()) else {
            continue;
        };
        let message = format!("the family `{}` has {} operations that are not deprecated", family.name, active.len());
        let finding = cx.report(surplus, message);
        finding.help("deprecate the older revisions, so that two are left");
        for (operation, _) in &active[..MAX_ACTIVE_OPERATIONS] {
            finding.label(operation.node, "active");
        }
    }
}
