use foldhash::HashMap;

use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// Two operations of one family have the same revision.
    ///
    /// The platform offers the newest revision of a family to makers of flows. Two of the same number cannot be put in
    /// order.
    ///
    /// ```json,bad,at=/paths/~1v2~1orders/get/x-ms-api-annotation/revision
    /// { "paths": {
    ///   "/orders/{id}": { "get": { "x-ms-api-annotation": { "family": "GetOrder", "revision": 1 } } },
    ///   "/v2/orders": { "get": { "operationId": "GetOrder_V2", "x-ms-api-annotation": { "family": "GetOrder", "revision": 1 } } } } }
    /// ```
    /// ```json,good
    /// { "paths": {
    ///   "/orders/{id}": { "get": { "x-ms-api-annotation": { "family": "GetOrder", "revision": 1 } } },
    ///   "/v2/orders": { "get": { "operationId": "GetOrder_V2", "x-ms-api-annotation": { "family": "GetOrder", "revision": 2 } } },
    ///   "/shops": { "get": { "operationId": "GetShop", "x-ms-api-annotation": { "family": "GetShop", "revision": 1 } } } } }
    /// ```
    OperationFamilyHasDuplicateRevisions {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 82 published families with several members has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for family in definition.families() {
        let mut first = HashMap::default();
        for revision in family.members.iter().filter_map(|(_, annotation)| annotation.revision()) {
            let Some(number) = revision.as_i64() else { continue };
            let earlier = *first.entry(number).or_insert(revision);
            if earlier != revision {
                cx.report(revision, format!("revision `{number}` of the family `{}` exists already", family.name))
                    .label(earlier, "first used here")
                    .help("give the newer operation the next number");
            }
        }
    }
}
