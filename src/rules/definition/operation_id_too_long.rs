use crate::connector::definition::Operation;
use crate::rule::Cx;

/// Unknown: the limit is not published. Published ids have up to 77 characters, and the gateway behind the platform
/// takes 80.
const ASSUMED_LIMIT: usize = 80;

rule! {
    /// An `operationId` is very long.
    ///
    /// The platform limits the length of ids, but does not say to how many characters. No published connector has an id
    /// of 80 characters or more.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/operationId
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "operationId": "GetTheOrderOfTheShopThatBelongsToTheUserWhoMadeTheConnectionWithItsLinesAndPayments" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "operationId": "GetTheOrderOfTheShopThatBelongsToTheUserWhoMadeTheConnection" } } } }
    /// ```
    OperationIdTooLong {
        levels: { Warning },
        origin: Validator,
        evidence: "documented without the limit; the longest of 16,251 published ids has 77 characters",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(id) = operation.id else { return };
    let length = id.as_str().map_or(0, |text| text.chars().count());
    if length >= ASSUMED_LIMIT {
        cx.report(id, format!("the id has {length} characters; fewer than {ASSUMED_LIMIT} are known to be accepted"))
            .help("shorten the id before the connector is published");
    }
}
