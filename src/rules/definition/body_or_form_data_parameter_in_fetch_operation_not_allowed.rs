use crate::connector::definition::Operation;
use crate::rule::Cx;

rule! {
    /// A `get` operation takes a body or form fields.
    ///
    /// Many services, proxies and clients drop the body of a GET request, so that the values never arrive.
    ///
    /// ```json,bad,at=/paths/~1orders/get/parameters/0
    /// { "paths": { "/orders": { "get": {
    ///   "operationId": "FindOrders", "summary": "Find orders", "description": "Finds orders.",
    ///   "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Order" } }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": { "post": {
    ///   "operationId": "FindOrders", "summary": "Find orders", "description": "Finds orders.",
    ///   "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Order" } }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    BodyOrFormDataParameterInFetchOperationNotAllowed {
        levels: { Warning },
        origin: Validator,
        evidence: "documented as an error; but 9 such operations of 6 connectors were accepted from 2021 to 2024",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let Some(definition) = cx.definition().filter(|_| operation.method == "get") else { return };
    for used in &operation.parameters {
        let Some(parameter) = definition.parameter(used) else { continue };
        if parameter.is_in("body") || parameter.is_in("formData") {
            let name = parameter.name().unwrap_or_default();
            cx.report(used.node, format!("the `get` operation `{}` sends `{name}` in its body", operation.label()))
                .help("send the value in the query or path, or use `post` where the service takes it");
        }
    }
}
