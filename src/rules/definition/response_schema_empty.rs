use foldhash::HashSet;

use crate::connector::definition::{Definition, Keyword, Operation, Schema};
use crate::connector::scaffold;
use crate::finding::{Level, Safety};
use crate::json::{insert_member, replace_laid_out};
use crate::rule::Cx;
use crate::text::Edit;

/// Any of these says something about the content.
const TELLING: [Keyword; 10] = [
    Keyword::Reference,
    Keyword::Properties,
    Keyword::AdditionalProperties,
    Keyword::AllOf,
    Keyword::Items,
    Keyword::DynamicSchema,
    Keyword::DynamicProperties,
    Keyword::DynamicValues,
    Keyword::DynamicList,
    Keyword::Discriminator,
];

rule! {
    /// The schema of a successful response says nothing about it.
    ///
    /// Flows can use only the outputs that a schema describes: with `{}`, or an object without properties, there are none.
    /// Reviewers often ask for the fields, or for no schema at all where a response has no body.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses/200/schema
    /// { "paths": { "/orders/{id}": { "get": { "responses": { "200": { "schema": { "$ref": null } } } } } } }
    /// ```
    /// ```json,bad,at=/definitions/Order
    /// { "definitions": { "Order": { "properties": null } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "responses": {
    ///     "200": { "schema": { "$ref": null, "x-ms-dynamic-schema": { "operationId": "GetOrder" } } },
    ///     "201": { "description": "Made" },
    ///     "202": { "description": "Text", "schema": { "type": "string" } },
    ///     "default": { "description": "Failed", "schema": {} }
    /// } } } } }
    /// ```
    ResponseSchemaEmpty {
        levels: { Warning, Warning, Hint },
        origin: Certification,
        codes: ["5000.2.4.4"],
        evidence: "documented policy code, often asked for by reviewers; 12.5 % of the published connectors have some",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    // What is looked for in an answer of which nothing is known may be there.
    let invoked: HashSet<usize> =
        definition.calls.iter().filter_map(|call| definition.invoked(call)).map(|operation| operation.index).collect();
    // Several responses may share a definition.
    let mut reported = HashSet::default();
    for operation in definition.operations.iter().filter(|operation| has_outputs(operation)) {
        for used in operation.responses.iter().filter(|used| used.is_success() && used.code() != "204") {
            let Some(schema) = definition.response_schema(used).and_then(|schema| definition.resolve(schema)) else {
                continue;
            };
            if says_nothing(schema) && reported.insert(schema.index) {
                // Outputs belong to these two; on another code the portal wrote the empty schema.
                let has_outputs = matches!(&*used.code(), "200" | "201");
                report(cx, operation, schema, &used.code(), has_outputs && !invoked.contains(&operation.index));
            }
        }
    }
}

/// Whether users see its responses: those of a webhook come with the notification.
fn has_outputs(operation: &Operation<'_>) -> bool {
    let is_webhook = || operation.trigger().is_some() && operation.notification_content().is_some();
    !operation.is_internal() && !is_webhook()
}

fn says_nothing(schema: &Schema<'_>) -> bool {
    let is_open = match schema.get(Keyword::Type) {
        Some(_) => schema.is_type("object"),
        None => !schema.has(Keyword::Enum),
    };
    is_open
        && TELLING.iter().all(|keyword| schema.get(*keyword).is_none_or(|value| value.is_object() && value.is_empty()))
}

fn report<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>, schema: &Schema<'a>, code: &str, can_scaffold: bool) {
    let what = format!("the schema of response `{code}` of `{}` describes no outputs", operation.label());
    let finding = cx.report(schema.node, what);
    finding.fix(
        Safety::Unsafe,
        "add a placeholder for the properties",
        [can_scaffold.then(|| scaffold(schema)).flatten()],
    );
    finding
        .help("describe the properties, name the type of a text or file, or remove the schema where there is no body");
    if !schema.node.is_empty() {
        finding.at_most(Level::Hint);
    }
}

fn scaffold(schema: &Schema<'_>) -> Option<Edit> {
    match schema.node.get("properties") {
        _ if schema.node.is_empty() => Some(replace_laid_out(schema.node, &scaffold::outputs(false))),
        Some(properties) => Some(replace_laid_out(properties, &scaffold::properties())),
        None => insert_member(schema.node, "properties", &scaffold::properties()),
    }
}
