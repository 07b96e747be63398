use crate::connector::definition::Operation;
use crate::connector::definition::revision::deprecated_texts;
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// The texts of a deprecated operation do not say that it is deprecated.
    ///
    /// The designer hides a deprecated operation from new flows, and shows it in the old ones as any other. Whoever opens
    /// such a flow learns from `(deprecated)` behind summary and description that there is something to do.
    /// `connkit operation deprecate` writes the flag and both texts.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/summary
    /// { "paths": { "/orders/{id}": { "get": { "deprecated": true, "description": "Returns an order. Deprecated since May." } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": {
    ///   "get": { "deprecated": true, "summary": "Get an order (deprecated)", "description": "Returns one order (deprecated)." },
    ///   "put": { "deprecated": true, "operationId": "PutOrder", "x-ms-visibility": "internal", "summary": "Put an order", "description": "Puts an order." }
    /// } } }
    /// ```
    DeprecationNotTold {
        levels: { Hint },
        origin: Certification,
        evidence: "documented; of 262 published deprecated operations 103 say so in both texts",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    if !operation.is_deprecated() || operation.is_internal() {
        return;
    }
    let mut texts = deprecated_texts(operation);
    // Any other words for it do, too.
    texts.retain(|(node, _)| node.as_str().is_some_and(|text| !text.to_lowercase().contains("deprecated")));
    if let Some((first, _)) = texts.first() {
        let edits = texts.iter().map(|(node, text)| Some(replace_value(*node, &quote(text))));
        cx.report(*first, format!("nothing says that `{}` is deprecated", operation.label()))
            .help("add `(deprecated)` to summary and description")
            .fix(Safety::Unsafe, "add `(deprecated)`", edits);
    }
}
