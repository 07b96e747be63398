use crate::connector::definition::{Keyword, Parameter};
use crate::connector::shape::Shape;
use crate::finding::{At, Level, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// A body parameter has a member that belongs into its schema.
    ///
    /// Swagger 2.0 describes a body by `schema` alone: a type, a default, limits and the like on the parameter itself are
    /// refused, because they would describe the body twice.
    ///
    /// ```json,bad,at=/paths/~1orders/post/parameters/0/type,at=/paths/~1orders/post/parameters/0/maxLength
    /// { "paths": { "/orders": { "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order to the shop.",
    ///   "parameters": [{ "name": "body", "in": "body", "required": true, "type": "string", "maxLength": 9, "schema": { "type": "string" } }],
    ///   "responses": { "200": { "description": "OK" } }
    /// } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders": { "post": {
    ///   "operationId": "AddOrder", "summary": "Add an order", "description": "Adds an order to the shop.",
    ///   "parameters": [{ "name": "body", "in": "body", "required": true, "schema": { "type": "string", "maxLength": 9 } }],
    ///   "responses": { "200": { "description": "OK" } }
    /// } } } }
    /// ```
    BodyParameterPropertyNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 7,326 body parameters",
        since: "0.1.0",
        check: Parameter(check),
        fixes: [Safe],
    }
}

/// What a body parameter may have, extensions aside.
const OWN: [&str; 5] = ["name", "in", "description", "required", "schema"];

fn check<'a>(cx: &mut Cx<'_, 'a>, parameter: &Parameter<'a>) {
    if !parameter.is_in("body") {
        return;
    }
    let schema = parameter.get(Keyword::Schema).filter(|schema| schema.is_object() && schema.get("$ref").is_none());
    for member in parameter.node.children() {
        let Some(key) = member.key() else { continue };
        if key.starts_with("x-") || OWN.contains(&&*key) {
            continue;
        }
        let of_parameters = Shape::Parameter.field(&key).is_some();
        if !of_parameters && Shape::Schema.field(&key).is_none() {
            continue;
        }
        let finding = cx.report(At::key(member), format!("`{key}` belongs into the schema of a body parameter"));
        finding.help("move it into `schema`");
        if !of_parameters {
            // That keywords of schemas alone are refused here as well, nobody has seen.
            finding.at_most(Level::Warning);
        }
        if schema.is_some_and(|schema| schema.get(&key).is_some_and(|there| there.same_value(member))) {
            finding.fix(Safety::Safe, "remove it: the schema says the same", [json::remove(member)]);
        }
    }
}
