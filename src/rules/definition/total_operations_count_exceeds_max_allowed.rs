use crate::connector::definition::Definition;
use crate::rule::Cx;

/// Not in the validator's list, so unknown there; a page of questions and answers of the platform names it.
const ASSUMED_LIMIT: usize = 256;

rule! {
    /// The connector has more operations than the platform takes.
    ///
    /// The largest published connector has 219 operations. Larger services are split into several connectors.
    ///
    /// ```json,bad,at=/paths
    /// { "paths": { "/shops/{1..256}": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops/{1..255}": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    TotalOperationsCountExceedsMaxAllowed {
        levels: { Warning },
        origin: Validator,
        evidence: "documented without the limit; the largest of 1,027 published connectors has 219 operations",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let count = definition.operations.len();
    let Some(paths) = definition.root.get("paths").filter(|_| count > ASSUMED_LIMIT) else { return };
    cx.report(paths, format!("{count} operations; {ASSUMED_LIMIT} are known to be taken"))
        .help("leave out what flows do not need, or split the connector by topic");
}
