use crate::connector::definition::Operation;
use crate::rule::Cx;

rule! {
    /// `x-ms-pageable` names a property that the response does not have.
    ///
    /// The platform reads the address of the next page from the property that `nextLinkName` names. When the response has
    /// no such property, users get the first page only. Responses that do not say what they hold are not judged.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-pageable/nextLinkName
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-pageable": { "nextLinkName": "@odata.nextLink" } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-pageable": { "nextLinkName": "nextLink" },
    ///     "responses": { "200": { "schema": { "$ref": null, "allOf": [ { "$ref": "#/definitions/Order" }, { "properties": { "nextLink": { "type": "string" } } } ] } } } } },
    ///   "/items": { "get": { "operationId": "ListItems", "x-ms-pageable": { "nextLinkName": "nextLink" }, "responses": { "200": { "schema": { "type": "object" } } } } } } }
    /// ```
    NextLinkPropertyMissing {
        levels: { Warning },
        origin: House,
        evidence: "documented; inferred from 65 published pageable operations",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, operation: &'v Operation<'a>) {
    let Some(link) = operation.get("x-ms-pageable").and_then(|pageable| pageable.get("nextLinkName")) else { return };
    let (Some(definition), Some(name)) = (cx.definition().filter(|d| d.is_complete()), link.as_str()) else { return };
    let Some(schema) = definition.success_schema(operation) else { return };
    if definition.follow(schema, &name).is_missing() {
        cx.report(link, format!("the response of `{}` has no `{name}`", operation.label()))
            .label(schema.node, "the response")
            .help("describe the property in the response, or name the one that holds the link");
    }
}
