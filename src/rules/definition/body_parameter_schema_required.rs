use crate::connector::definition::{Keyword, Parameter};
use crate::rule::Cx;

rule! {
    /// A body parameter has no `schema`.
    ///
    /// The schema is all that tells the designer which fields a request has; a type beside `in` does not count for the
    /// body.
    ///
    /// ```json,bad,at=/parameters/NewOrder
    /// { "parameters": { "NewOrder": { "name": "order", "in": "body", "required": true } } }
    /// ```
    /// ```json,good
    /// { "parameters": {
    ///     "NewOrder": { "name": "order", "in": "body", "required": true, "schema": { "$ref": "#/definitions/Order" } },
    ///     "Page": { "name": "page", "in": "query", "type": "integer" }
    /// } }
    /// ```
    BodyParameterSchemaRequired {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 1,034 has it",
        since: "0.1.0",
        check: Parameter(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, parameter: &Parameter<'a>) {
    if parameter.is_in("body") && !parameter.has(Keyword::Schema) {
        let name = parameter.name().unwrap_or_default();
        cx.report(parameter.node, format!("the body parameter `{name}` has no `schema`"))
            .help("add a `schema`, or a reference to one below `definitions`");
    }
}
