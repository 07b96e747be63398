use crate::connector::definition::Definition;
use crate::finding::Level;
use crate::rule::Cx;

rule! {
    /// The connector has no operation that users could choose.
    ///
    /// Without operations there is nothing to certify and nothing to build with. Where all operations are internal or
    /// deprecated, makers of new flows find none, which is fine for a connector that is on its way out.
    ///
    /// ```json,bad,at=/paths
    /// { "paths": { "/orders/{id}": null } }
    /// ```
    /// ```json,bad,at=/paths
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-visibility": "internal" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/old": { "get": { "operationId": "GetOld", "deprecated": true, "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    OperationsMissing {
        levels: { Error, Error, Warning },
        origin: Certification,
        codes: ["5000.2.4.5"],
        evidence: "documented with a policy code; all of 498 published connectors have operations, 6 only hidden or deprecated ones",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let Some(paths) = definition.root.get("paths").filter(|paths| paths.is_object()) else { return };
    let has_none = definition.operations.is_empty();
    let is_hidden = definition.operations.iter().all(|operation| operation.is_internal() || operation.is_deprecated());
    // Paths that only refer to others are told one by one.
    let is_told = definition.path_items().iter().any(|path_item| path_item.get("$ref").is_some());
    if !is_hidden || is_told || !definition.is_complete() {
        return;
    }
    if has_none {
        cx.report(paths, "the connector has no operation").help("describe what the connector can do");
    } else {
        cx.report(paths, "all operations are internal or deprecated")
            .help("show at least one operation to users, unless the connector is on its way out")
            .at_most(Level::Warning);
    }
}
