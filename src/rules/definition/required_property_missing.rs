use crate::connector::definition::{Definition, Keyword, Parameter};
use crate::connector::likeness::nearest;
use crate::connector::metadata::{self, CATEGORIES, METADATA, PRIVACY_POLICY, WEBSITE};
use crate::connector::shape::Shape;
use crate::finding::Safety;
use crate::json::{Node, insert_member, quote};
use crate::rule::Cx;

rule! {
    /// An object lacks a member that it must have.
    ///
    /// Some members are required by the format, whoever publishes: without `paths`, or the `type` of a query parameter, the
    /// platform cannot read the definition. Others are what certification asks for, so that people who build flows see a
    /// name and an explanation for everything they can choose: a contact and a description of the connector, its metadata, a
    /// summary and description of each operation, a summary and description of each parameter.
    ///
    /// ```json,bad,at=/info
    /// { "info": { "contact": null } }
    /// ```
    /// ```json,bad,at=
    /// { "x-ms-connector-metadata": null }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get,at=/paths/~1orders~1{id}/get/parameters/0,at=/paths/~1orders~1{id}/get/parameters/0
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "summary": null,
    ///   "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string" }]
    /// } } } }
    /// ```
    /// ```json,bad,custom,at=/paths/~1orders~1{id}/get/parameters/0,at=/paths/~1orders~1{id}/get/responses/200
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "parameters": [{ "name": "id", "in": "path", "required": true }], "responses": { "200": { "description": null } }
    /// } } } }
    /// ```
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0
    /// { "paths": { "/orders/{id}": { "get": {
    ///   "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "x-ms-visibility": "internal" }]
    /// } } } }
    /// ```
    ///
    /// Body parameters need neither summary nor description, nor does what is internal, nor a property of a schema.
    ///
    /// ```json,good
    /// { "info": { "contact": { "name": null, "url": null, "email": null } },
    ///   "paths": { "/orders": {
    ///     "post": {
    ///       "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order to the shop.",
    ///       "parameters": [
    ///         { "name": "body", "in": "body", "schema": { "type": "object", "properties": { "id": { "type": "string" } } } },
    ///         { "name": "version", "in": "query", "type": "string", "required": true, "default": "1", "x-ms-visibility": "internal" }
    ///       ],
    ///       "responses": { "200": { "description": "OK" } }
    ///     },
    ///     "get": {
    ///       "operationId": "ListOrders", "x-ms-visibility": "internal",
    ///       "parameters": [{ "$ref": "#/parameters/Page" }],
    ///       "responses": { "200": { "description": "OK" } }
    ///     }
    ///   } },
    ///   "parameters": { "Page": { "name": "page", "in": "query", "type": "integer" } } }
    /// ```
    /// ```json,good,custom
    /// { "info": { "contact": null, "description": null }, "x-ms-connector-metadata": null }
    /// ```
    RequiredPropertyMissing {
        levels: { Error },
        certification: { Error, Error, Off },
        origin: Validator,
        codes: ["5000.2.6.2"],
        evidence: "observed: error in public logs (contact, description, metadata, summaries); 46 of 1,034 published connectors, the last new ones of 2020",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe, Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (node, shape) in definition.shaped() {
        if shape.layout().has_required && node.is_object() && !node.get("$ref").is_some_and(Node::is_string) {
            for field in shape.layout().fields.iter().filter(|field| field.required) {
                if node.get(field.name).is_none() {
                    report(cx, node, field.name, shape);
                }
            }
        }
    }
    for parameter in definition.parameters.iter().filter(|parameter| !parameter.is_reference()) {
        if parameter.has(Keyword::In) && !parameter.is_in("body") && !parameter.has(Keyword::Type) {
            cx.report(parameter.node, "a parameter outside the body must have `type`").help("add `type`");
        }
    }
    check_connector(cx, definition);
    check_operations(cx, definition);
}

fn report<'a>(cx: &mut Cx<'_, 'a>, node: Node<'a>, name: &str, shape: Shape) {
    let finding = cx.report(node, format!("{} must have `{name}`", shape.layout().name));
    finding.help(format!("add `{name}`"));
    if shape == Shape::Response && name == "description" {
        let phrase = reason_phrase(node.key().as_deref());
        let edit = insert_member(node, name, &quote(phrase));
        finding.fix(Safety::Safe, format!("describe the response as `{phrase}`"), [edit]);
    }
}

/// What HTTP calls a status.
fn reason_phrase(status: Option<&str>) -> &'static str {
    match status {
        Some("200") => "OK",
        Some("201") => "Created",
        Some("202") => "Accepted",
        Some("204") => "No content",
        Some("400") => "Bad request",
        Some("401") => "Unauthorized",
        Some("403") => "Forbidden",
        Some("404") => "Not found",
        Some("409") => "Conflict",
        Some("429") => "Too many requests",
        Some("500") => "Internal server error",
        Some(status) if status.starts_with('2') => "Success",
        Some(status) if status.starts_with(['4', '5']) => "Error",
        _ => "Response",
    }
}

/// What is put in for the author to replace: other rules report it until that is done.
fn placeholder(name: &str, holder: &str) -> Option<String> {
    Some(match (name, holder) {
        ("contact", _) => r#"{ "name": "<<name>>", "url": "<<url>>", "email": "<<email>>" }"#.to_owned(),
        (METADATA, _) => {
            metadata::placeholder(&[WEBSITE, PRIVACY_POLICY, CATEGORIES]).map(|list| format!("[{list}]"))?
        }
        ("summary" | "x-ms-summary", _) => quote(&format!("TODO name {holder}")),
        ("description", "`info`") => quote("TODO: say in 30 to 500 characters what the connector does."),
        ("description", _) => quote(&format!("TODO: describe {holder}.")),
        // What is sent unseen cannot be made up.
        _ => return None,
    })
}

/// Reports a missing member that only certification asks for.
fn ask<'a>(cx: &mut Cx<'_, 'a>, node: Node<'a>, name: &str, holder: &str, help: &'static str) {
    if !node.is_object() {
        return;
    }
    let finding = cx.report(node, format!("{holder} must have `{name}`"));
    finding.help(help).for_certification();
    // A placeholder would take the place of the text that only has to be found under its right name.
    if !is_misspelt(node, name) {
        let edit = placeholder(name, holder).and_then(|value| insert_member(node, name, &value));
        finding.fix(Safety::Unsafe, format!("add a placeholder for `{name}`"), [edit]);
    }
}

/// Whether a member that another rule renames is meant.
fn is_misspelt(node: Node<'_>, name: &str) -> bool {
    let is_meant = |key: &str| nearest(key, [name]).is_some_and(|alike| alike.is_slip || name.starts_with("x-ms-"));
    node.children().filter_map(Node::key).any(|key| is_meant(&key))
}

fn check_connector<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    if let Some(info) = definition.info() {
        if info.get("description").is_none() {
            ask(cx, info, "description", "`info`", "say in 30 to 500 characters what the connector does");
        }
        if info.get("contact").is_none() {
            ask(cx, info, "contact", "`info`", "add `contact` with `name`, `url` and `email` of your support");
        }
    }
    if definition.root.get(METADATA).is_none() {
        let help = "add a list with the website, privacy policy and categories";
        ask(cx, definition.root, METADATA, "the definition", help);
    }
}

fn check_operations<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    // A shared parameter counts as soon as one operation that users see has it.
    let mut seen_by_users = vec![false; definition.parameters.len()];
    for operation in definition.operations.iter().filter(|operation| !operation.is_internal()) {
        if operation.get("summary").is_none() {
            let help = "name the operation in a few words, as in `Get an order`";
            ask(cx, operation.node, "summary", "an operation", help);
        }
        if operation.get("description").is_none() {
            ask(cx, operation.node, "description", "an operation", "say in a sentence what the operation does");
        }
        for index in operation.parameters.iter().filter_map(|used| used.parameter) {
            seen_by_users[index] = true;
        }
    }
    for parameter in definition.parameters.iter().filter(|parameter| !parameter.is_reference()) {
        check_parameter(cx, parameter, seen_by_users[parameter.index]);
    }
}

fn check_parameter<'a>(cx: &mut Cx<'_, 'a>, parameter: &Parameter<'a>, is_seen: bool) {
    if parameter.is_in("body") {
        return;
    }
    if parameter.is_internal() {
        if parameter.is_required() && !parameter.has(Keyword::Default) {
            let help = "give it the value that is to be sent: users cannot";
            ask(cx, parameter.node, "default", "a parameter that is internal and required", help);
        }
    } else if is_seen {
        if !parameter.has(Keyword::Summary) {
            let help = "name the parameter in a few words, as in `Order ID`";
            ask(cx, parameter.node, "x-ms-summary", "a parameter", help);
        }
        if !parameter.has(Keyword::Description) {
            ask(cx, parameter.node, "description", "a parameter", "say in a sentence what the parameter is for");
        }
    }
}
