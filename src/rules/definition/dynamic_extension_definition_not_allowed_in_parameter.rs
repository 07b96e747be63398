use crate::connector::definition::{Keyword, Parameter};
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// A body parameter itself carries a dynamic extension.
    ///
    /// The value of a body parameter is described by its schema, so that is where the platform looks for
    /// `x-ms-dynamic-*`. Beside the schema it has no effect.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-schema
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "body", "in": "body", "x-ms-dynamic-schema": { "operationId": "GetOrder" }, "schema": { "type": "object" } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "body", "in": "body", "schema": { "type": "object", "x-ms-dynamic-schema": { "operationId": "GetOrder" } } },
    ///   { "name": "shop", "in": "query", "type": "string", "x-ms-dynamic-values": { "operationId": "GetOrder", "value-path": "id" } }
    /// ] } } } }
    /// ```
    DynamicExtensionDefinitionNotAllowedInParameter {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 7,326 published body parameters",
        since: "0.1.0",
        check: Parameter(check),
        fixes: [Safe],
    }
}

const EXTENSIONS: [Keyword; 5] = [
    Keyword::DynamicValues,
    Keyword::DynamicList,
    Keyword::DynamicSchema,
    Keyword::DynamicProperties,
    Keyword::DynamicTree,
];

fn check(cx: &mut Cx<'_, '_>, parameter: &Parameter<'_>) {
    if !parameter.is_in("body") {
        return;
    }
    for extension in EXTENSIONS.into_iter().filter_map(|keyword| parameter.get(keyword)) {
        let key = extension.key().unwrap_or_default();
        let schema = parameter.get(Keyword::Schema);
        let schema = schema.filter(|schema| schema.get("$ref").is_none() && schema.get(&key).is_none());
        let insertion = schema.and_then(|schema| {
            json::insert_member(schema, &key, &serde_json::to_string_pretty(&extension.to_value()).ok()?)
        });
        cx.report(At::key(extension), format!("`{key}` stands on the body parameter instead of in its schema"))
            .help("move it into `schema`")
            .fix(Safety::Safe, "move it into `schema`", [json::remove(extension), insertion]);
    }
}
