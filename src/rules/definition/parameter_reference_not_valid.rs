use crate::connector::definition::{Definition, ReferenceKind};
use crate::rule::Cx;

rule! {
    /// A `$ref` to a shared parameter does not lead below `#/parameters/`.
    ///
    /// The platform follows references inside the file only, and each kind to its own place: other files, addresses and
    /// other parts of the definition are not looked at.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/parameters/0/$ref
    /// { "paths": { "/orders/{id}": { "parameters": [{ "$ref": "parameters.json#/Shop" }] } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "parameters": [{ "$ref": "#/parameters/Shop" }] } }, "parameters": { "Shop": { "name": "shop", "in": "query", "type": "string" } } }
    /// ```
    ParameterReferenceNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 4,376 references leads elsewhere",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for reference in definition.references_of(ReferenceKind::Parameter) {
        if !reference.is_well_formed() {
            cx.report(reference.node, format!("`{}` is no reference below `#/parameters/`", reference.text()))
                .help("move what it refers to below `parameters` of this file, and write `#/parameters/` and its name");
        }
    }
}
