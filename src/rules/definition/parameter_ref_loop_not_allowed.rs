use crate::connector::definition::{Definition, ReferenceKind};
use crate::rule::Cx;

rule! {
    /// A shared parameter is nothing but a reference that leads back to itself.
    ///
    /// Following such references never ends, so there is nothing that they stand for.
    ///
    /// ```json,bad,at=/parameters/Shop/$ref,at=/parameters/Store/$ref
    /// { "parameters": { "Shop": { "$ref": "#/parameters/Store" }, "Store": { "$ref": "#/parameters/Shop" } } }
    /// ```
    /// ```json,good
    /// { "parameters": { "Shop": { "$ref": "#/parameters/Store" }, "Store": { "name": "store", "in": "query", "type": "string" } } }
    /// ```
    ParameterRefLoopNotAllowed {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 1,034 has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for reference in definition.reference_circles(ReferenceKind::Parameter) {
        cx.report(reference.node, format!("`{}` leads back to this reference", reference.text()))
            .help("write out what it stands for in one of the places of the circle");
    }
}
