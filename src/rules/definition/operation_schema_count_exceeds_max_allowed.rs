use crate::connector::definition::{Definition, Keyword, Operation, Schema};
use crate::rule::Cx;

/// The documented number; nobody has reported to have met it.
const MOST_SCHEMAS: usize = 16_384;

/// A definition may have no more operations, which another rule tells: looking at more would cost time for nothing.
const MOST_OPERATIONS: usize = 256;

rule! {
    /// The parameters and responses of an operation consist of more than 16,384 schemas.
    ///
    /// Each parameter, property and list element counts, those behind references included, each definition once for the
    /// operation. The number is from the platform's documents; where the validator really stops is not known.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get
    /// { "paths": { "/orders/{id}": { "get": { "responses": {
    ///     "200": { "schema": { "$ref": null, "properties": { "field{1..16383}": { "type": "string" } } } }
    /// } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "responses": {
    ///     "200": { "schema": { "$ref": "#/definitions/Big" } }, "404": { "schema": { "$ref": "#/definitions/Big" } }
    /// } } } }, "definitions": { "Big": { "properties": { "field{1..9000}": { "type": "string" } } } } }
    /// ```
    OperationSchemaCountExceedsMaxAllowed {
        levels: { Warning },
        origin: Validator,
        evidence: "documented limit; published connectors reach 691",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    if definition.schemas.len() + definition.parameters.len() <= MOST_SCHEMAS {
        return;
    }
    for operation in definition.operations.iter().take(MOST_OPERATIONS) {
        let plain = definition.parameters_of(operation).filter(|parameter| !parameter.has(Keyword::Schema)).count();
        let count = plain + definition.schema_graph().size_together(roots(definition, operation));
        if count > MOST_SCHEMAS {
            cx.report(operation.node, format!("`{}` consists of {count} schemas", operation.label()))
                .help(format!("bring it down to {MOST_SCHEMAS}: leave out what flows do not need"));
        }
    }
}

fn roots<'s, 'a>(definition: &'s Definition<'a>, operation: &'s Operation<'a>) -> impl Iterator<Item = &'s Schema<'a>> {
    let bodies = definition.parameters_of(operation).filter_map(|parameter| parameter.get(Keyword::Schema));
    let responses = operation.responses.iter().filter_map(|used| definition.response(used)?.node.get("schema"));
    bodies.chain(responses).filter_map(|schema| definition.schema_at(schema))
}
