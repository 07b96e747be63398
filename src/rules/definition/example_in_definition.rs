use crate::connector::definition::Definition;
use crate::connector::shape::Shape;
use crate::finding::{At, Safety};
use crate::json::remove;
use crate::rule::Cx;

rule! {
    /// The definition holds examples of values.
    ///
    /// The platform shows no examples, and a reviewer once asked for their removal. The unsafe fix takes them away.
    ///
    /// Off unless it is asked for, by a level in `connkit.json` or by `--select`: many published definitions have examples.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses/200/examples,at=/definitions/Order/properties/id/example
    /// {
    ///   "paths": { "/orders/{id}": { "get": { "responses": { "200": { "examples": { "application/json": { "id": "1" } } } } } } },
    ///   "definitions": { "Order": { "properties": { "id": { "example": "1" } } } }
    /// }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "properties": { "example": { "type": "string", "default": "1" } } } } }
    /// ```
    ExampleInDefinition {
        levels: { Off },
        origin: Reviewer,
        evidence: "observed in one review (issue 3601); 5,900 published examples",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (node, shape) in definition.shaped() {
        let key = match shape {
            Shape::Schema => "example",
            Shape::Response => "examples",
            _ => continue,
        };
        if let Some(example) = node.get(key) {
            cx.report(At::key(example), "the platform shows no examples").help(format!("remove `{key}`")).fix(
                Safety::Unsafe,
                "remove it",
                [remove(example)],
            );
        }
    }
}
