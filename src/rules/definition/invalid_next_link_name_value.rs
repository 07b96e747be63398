use crate::connector::definition::Operation;
use crate::rule::Cx;

/// The names that the platform follows to the next page.
const NEXT_LINK_NAMES: [&str; 2] = ["nextLink", "@odata.nextLink"];

rule! {
    /// `nextLinkName` is not a name that the platform follows.
    ///
    /// The designer offers paging where a response holds the address of the next page in `nextLink` or
    /// `@odata.nextLink`; under another name the link is never followed, and flows see the first page only.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-pageable/nextLinkName
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-pageable": { "nextLinkName": "next" } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-pageable": { "nextLinkName": "@odata.nextLink" } } } } }
    /// ```
    InvalidNextLinkNameValue {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 1 connector of 2021 among 64 published pageable operations has another name",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(name) = operation.get("x-ms-pageable").and_then(|pageable| pageable.get("nextLinkName")) else { return };
    if let Some(text) = name.as_str().filter(|text| !NEXT_LINK_NAMES.contains(&text.as_ref())) {
        cx.report(name, format!("`{text}` is not a name that the platform follows")).help(
            "use `nextLink` or `@odata.nextLink`, and rename the property of the response with a script or policy",
        );
    }
}
