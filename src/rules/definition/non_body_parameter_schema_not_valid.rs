use crate::connector::definition::{Keyword, Parameter};
use crate::rule::Cx;

rule! {
    /// A parameter outside the body has a `schema`.
    ///
    /// Only a body has a schema. Parameters of the query, path, headers and forms are plain values, whose type, format
    /// and allowed values stand in the parameter itself.
    ///
    /// ```json,bad,at=/parameters/Page/schema
    /// { "parameters": { "Page": { "name": "page", "in": "query", "schema": { "type": "integer" } } } }
    /// ```
    /// ```json,good
    /// { "parameters": {
    ///     "Page": { "name": "page", "in": "query", "type": "integer" },
    ///     "NewOrder": { "name": "order", "in": "body", "schema": { "$ref": "#/definitions/Order" } }
    /// } }
    /// ```
    NonBodyParameterSchemaNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 1,034 has it",
        since: "0.1.0",
        check: Parameter(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, parameter: &Parameter<'a>) {
    let Some(schema) = parameter.get(Keyword::Schema) else { return };
    if let Some(place) = parameter.str(Keyword::In).filter(|place| place != "body") {
        let name = parameter.name().unwrap_or_default();
        cx.report(schema, format!("the parameter `{name}` is sent in `{place}` and has a `schema`"))
            .help("write `type` and its companions into the parameter itself");
    }
}
