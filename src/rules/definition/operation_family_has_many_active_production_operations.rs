use crate::connector::definition::Definition;
use crate::connector::definition::annotation::is_status;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// A family has more than one operation in production that is not deprecated.
    ///
    /// When a new revision goes into production, the one before it is deprecated. Only statuses that are written count:
    /// an operation without one is not taken to be in production.
    ///
    /// ```json,bad,at=/paths/~1v2~1orders/get/x-ms-api-annotation/status
    /// { "paths": {
    ///   "/orders/{id}": { "get": { "x-ms-api-annotation": { "family": "GetOrder", "revision": 1, "status": "Production" } } },
    ///   "/v2/orders": { "get": {
    ///     "operationId": "GetOrder_V2", "x-ms-api-annotation": { "family": "GetOrder", "revision": 2, "status": "Production" } } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///   "/orders/{id}": { "get": { "deprecated": true, "x-ms-api-annotation": { "family": "GetOrder", "revision": 1, "status": "Production" } } },
    ///   "/v2/orders": { "get": { "operationId": "GetOrder_V2", "x-ms-api-annotation": { "family": "GetOrder", "revision": 2, "status": "Production" } } },
    ///   "/v3/orders": { "get": { "operationId": "GetOrder_V3", "x-ms-api-annotation": { "family": "GetOrder", "revision": 3 } } } } }
    /// ```
    OperationFamilyHasManyActiveProductionOperations {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 82 published families with several members has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for family in definition.families() {
        let productive: Vec<Node<'a>> = family
            .members
            .iter()
            .filter(|(operation, _)| !operation.is_deprecated())
            .filter_map(|(_, annotation)| annotation.status())
            .filter(|status| is_status(*status, "Production"))
            .collect();
        if let [first, second, ..] = productive[..] {
            let message = format!("the family `{}` has {} operations in production", family.name, productive.len());
            cx.report(second, message)
                .label(first, "in production, too")
                .help("deprecate the older one, or give the newer one the status `Preview`");
        }
    }
}
