use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// A `$ref` into the same file is not a JSON pointer.
    ///
    /// What follows `#` must be a pointer as RFC 6901 has it: each step begins with `/`, is not empty, and has `~` only
    /// as `~0` (for `~`) or `~1` (for `/`). Otherwise the platform cannot find what is meant.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses/200/schema/$ref
    /// { "paths": { "/orders/{id}": { "get": { "responses": { "200": { "schema": { "$ref": "#definitions/Order" } } } } } } }
    /// ```
    /// ```json,bad,at=/definitions/List/items/$ref
    /// { "definitions": { "List": { "type": "array", "items": { "$ref": "#/definitions/Order~Line" } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order/Line": { "type": "object" }, "List": { "type": "array", "items": { "$ref": "#/definitions/Order~1Line" } } } }
    /// ```
    JsonPointerNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 32,524 references has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for reference in &definition.references {
        let Some(text) = reference.node.as_str() else { continue };
        if text.starts_with('#') && !reference.is_pointer() {
            cx.report(reference.node, format!("`{text}` is no JSON pointer"))
                .help("begin each step with `/`, and write `~0` for `~` and `~1` for `/` inside a name");
        }
    }
}
