use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// Two operations of one family have no revision.
    ///
    /// An operation without `revision` counts as the first of its family, and there can be one first only.
    ///
    /// ```json,bad,at=/paths/~1v2~1orders/get/x-ms-api-annotation
    /// { "paths": {
    ///   "/orders/{id}": { "get": { "x-ms-api-annotation": { "family": "GetOrder" } } },
    ///   "/v2/orders": { "get": { "operationId": "GetOrder_V2", "x-ms-api-annotation": { "family": "GetOrder" } } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///   "/orders/{id}": { "get": { "x-ms-api-annotation": { "family": "GetOrder" } } },
    ///   "/v2/orders": { "get": { "operationId": "GetOrder_V2", "x-ms-api-annotation": { "family": "GetOrder", "revision": 2 } } },
    ///   "/shops": { "get": { "operationId": "GetShop", "x-ms-api-annotation": { "family": "GetShop" } } } } }
    /// ```
    OperationFamilyHasManyEmptyRevisions {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 82 published families with several members has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for family in definition.families() {
        let mut empty = family.members.iter().filter(|(_, annotation)| annotation.revision().is_none());
        if let (Some((_, first)), Some((_, second))) = (empty.next(), empty.next()) {
            cx.report(second.node, format!("two operations of the family `{}` have no revision", family.name))
                .label(first.node, "the first one")
                .help("number the operations from 1");
        }
    }
}
