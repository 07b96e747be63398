use std::collections::BTreeMap;

use crate::connector::definition::{Definition, Operation, ResponseUse};
use crate::finding::{Level, Safety};
use crate::json::{Node, insert_member, remove, rename_key};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// A `default` response has a schema.
    ///
    /// The designer shows the fields of the response with a schema as the outputs of the operation. A schema on `default`
    /// describes errors, so users would be offered fields that a successful call never has. An empty schema does no
    /// harm. Where `default` is the only response, the schema belongs on `200`.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses/default
    /// { "paths": { "/orders/{id}": { "get": { "responses": {
    ///     "default": { "description": "Failed", "schema": { "type": "object", "properties": { "code": { "type": "string" } } } }
    /// } } } } }
    /// ```
    /// ```json,bad,at=/responses/Failure
    /// {
    ///     "paths": { "/orders/{id}": { "get": { "responses": { "default": { "$ref": "#/responses/Failure" } } } } },
    ///     "responses": { "Failure": { "description": "Failed", "schema": { "$ref": "#/definitions/Order" } } }
    /// }
    /// ```
    /// ```json,good
    /// {
    ///     "paths": { "/orders/{id}": { "get": { "responses": { "default": { "description": "Failed", "schema": {} } } } } },
    ///     "responses": { "Failure": { "description": "Failed", "schema": { "$ref": "#/definitions/Order" } } }
    /// }
    /// ```
    DefaultResponseHasSchema {
        levels: { Error, Error, Hint },
        origin: Validator,
        codes: ["5000.2.4.2"],
        evidence: "observed: error; accepted connectors have empty schemas there (63), no other response (13) or a shared one (1)",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe, Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    // By the response that has the schema: several operations may share it.
    let mut sharers: BTreeMap<usize, Vec<(&Operation<'a>, &ResponseUse<'a>)>> = BTreeMap::new();
    for operation in &definition.operations {
        let Some(used) = operation.responses.iter().find(|used| used.is_default()) else { continue };
        let Some(response) = definition.response(used) else { continue };
        if response.node.get("schema").is_some_and(|schema| schema.is_object() && !schema.is_empty()) {
            sharers.entry(response.index).or_default().push((operation, used));
        }
    }
    for (response, sharers) in sharers {
        let response = &definition.responses[response];
        let is_alone = |operation: &Operation<'a>| operation.responses.len() == 1;
        let fix = mended(definition, response.node, &sharers);
        let finding = cx.report(response.node, message(response.node, &sharers)).help(
            "move the schema to the response of success, and leave a description only; for a body that is not known, \
             write `{}`",
        );
        if let Some((safety, title, edits)) = fix {
            finding.fix(safety, title, edits);
        }
        // Nobody was seen to be refused for a shared response.
        let is_shared = |used: &ResponseUse<'a>| used.node != response.node;
        if sharers.iter().all(|(operation, used)| is_alone(operation) || is_shared(used)) {
            finding.at_most(Level::Warning);
        }
        for (_, used) in sharers.iter().filter(|(_, used)| used.node != response.node).take(3) {
            finding.label(used.node, "used as `default` here");
        }
    }
}

type Mended = (Safety, &'static str, Vec<Option<Edit>>);

/// Where success has a schema of its own, that of `default` is not used; else it becomes that of success.
fn mended(
    definition: &Definition<'_>,
    response: Node<'_>,
    sharers: &[(&Operation<'_>, &ResponseUse<'_>)],
) -> Option<Mended> {
    // What several operations share may be right for some of them.
    let [(operation, used)] = sharers else { return None };
    let schema = response.get("schema").filter(|_| used.node == response)?;
    let mut success = operation.responses.iter().filter(|used| used.is_success());
    let has_schema = |used: &ResponseUse<'_>| {
        used.response.is_none_or(|index| definition.responses[index].node.get("schema").is_some())
    };
    if success.clone().any(has_schema) {
        return Some((Safety::Safe, "remove the schema, which is not used", vec![remove(schema)]));
    }
    match success.next() {
        Some(success) if success.node.get("$ref").is_none() && !success.node.key_is("204") => {
            let moved = insert_member(success.node, "schema", schema.raw());
            Some((Safety::Unsafe, "move the schema to the response of success", vec![remove(schema), moved]))
        }
        None => Some((Safety::Unsafe, "make it response `200`", vec![rename_key(used.node, "200")])),
        _ => None,
    }
}

fn message(response: Node<'_>, sharers: &[(&Operation<'_>, &ResponseUse<'_>)]) -> String {
    match sharers.first() {
        Some((operation, used)) if used.node == response => {
            format!("the `default` response of `{}` has a schema", operation.label())
        }
        _ => "a response with a schema is used as `default`".to_owned(),
    }
}
