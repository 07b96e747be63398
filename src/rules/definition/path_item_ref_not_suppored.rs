use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// A path refers to another one.
    ///
    /// Swagger allows `$ref` in the place of a path's operations; the platform does not read it, so that the path has no
    /// operations. (The id is spelt as it was published.)
    ///
    /// ```json,bad,at=/paths/~1shops/$ref
    /// { "paths": { "/shops": { "$ref": "#/paths/~1orders~1{id}" } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    PathItemRefNotSuppored {
        levels: { Error },
        origin: Validator,
        evidence: "documented; no published connector has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for path_item in definition.path_items() {
        if let Some(reference) = path_item.get("$ref") {
            let path = path_item.key().unwrap_or_default();
            cx.report(reference, format!("the path `{path}` is a reference, which the platform does not follow"))
                .help("write the operations of the path here");
        }
    }
}
