use crate::connector::definition::{Definition, ReferenceKind};
use crate::rule::Cx;

rule! {
    /// A schema is nothing but a reference that leads back to itself.
    ///
    /// Following such references never ends, so there is nothing that they stand for.
    ///
    /// ```json,bad,at=/definitions/Customer/$ref,at=/definitions/Person/$ref
    /// { "definitions": { "Customer": { "$ref": "#/definitions/Person" }, "Person": { "$ref": "#/definitions/Customer" } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Customer": { "$ref": "#/definitions/Person" }, "Person": { "type": "object", "properties": { "parent": { "$ref": "#/definitions/Person" } } } } }
    /// ```
    SchemaRefLoopNotAllowed {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 12,868 definitions has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for reference in definition.reference_circles(ReferenceKind::Schema) {
        cx.report(reference.node, format!("`{}` leads back to this reference", reference.text()))
            .help("write out what it stands for in one of the places of the circle");
    }
}
