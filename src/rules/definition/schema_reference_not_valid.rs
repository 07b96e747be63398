use crate::connector::definition::{Definition, ReferenceKind};
use crate::rule::Cx;

rule! {
    /// A `$ref` to a schema does not lead below `#/definitions/`.
    ///
    /// The platform follows references inside the file only, and each kind to its own place: other files, addresses and
    /// other parts of the definition are not looked at.
    ///
    /// ```json,bad,at=/definitions/Orders/items/$ref
    /// { "definitions": { "Orders": { "type": "array", "items": { "$ref": "order.json" } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Orders": { "type": "array", "items": { "$ref": "#/definitions/Order" } }, "Total": { "$ref": "#/definitions/Order/properties/total" } } }
    /// ```
    SchemaReferenceNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 25,123 references leads elsewhere",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for reference in definition.references_of(ReferenceKind::Schema) {
        if !reference.is_well_formed() {
            cx.report(reference.node, format!("`{}` is no reference below `#/definitions/`", reference.text())).help(
                "move what it refers to below `definitions` of this file, and write `#/definitions/` and its name",
            );
        }
    }
}
