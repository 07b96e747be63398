use foldhash::HashMap;

use crate::connector::definition::Definition;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// Two visible operations have the same summary.
    ///
    /// Users see only the summary in the list of actions, and cannot tell the two apart. Internal and deprecated
    /// operations do not count.
    ///
    /// ```json,bad,at=/paths/~1orders/get/summary
    /// { "paths": { "/orders": { "get": { "operationId": "ListOrders", "summary": "Get an order", "responses": {} } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": {
    ///     "get": { "operationId": "ListOrders", "summary": "List orders", "responses": {} },
    ///     "put": { "operationId": "GetOld", "summary": "Get an order", "deprecated": true, "responses": {} }
    /// } } }
    /// ```
    SummaryNotUnique {
        levels: { Warning },
        origin: House,
        evidence: "derived: such operations look the same in the designer",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let mut seen: HashMap<(String, bool), Node<'a>> = HashMap::default();
    for operation in &definition.operations {
        if operation.is_internal() || operation.is_deprecated() {
            continue;
        }
        let Some(summary) = operation.get("summary") else { continue };
        let Some(text) = summary.as_str().filter(|text| !text.trim().is_empty()) else { continue };
        // Triggers and actions are in lists of their own.
        let key = (text.trim().to_lowercase(), operation.trigger().is_some());
        if let Some(first) = seen.get(&key) {
            cx.report(summary, format!("another operation has the summary `{text}`, too"))
                .label(*first, "first used here")
                .help("tell in the summaries what makes them different");
        } else {
            seen.insert(key, summary);
        }
    }
}
