use crate::connector::definition::{Definition, ReferenceKind};
use crate::rule::Cx;

rule! {
    /// A `$ref` to a shared response does not lead below `#/responses/`.
    ///
    /// The platform follows references inside the file only, and each kind to its own place: other files, addresses and
    /// other parts of the definition are not looked at.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses/404/$ref
    /// { "paths": { "/orders/{id}": { "get": { "responses": { "404": { "$ref": "#/definitions/Order" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "responses": { "404": { "$ref": "#/responses/Missing" } } } } }, "responses": { "Missing": { "description": "There is no such order." } } }
    /// ```
    ResponseReferenceNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 3,025 references leads elsewhere",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for reference in definition.references_of(ReferenceKind::Response) {
        if !reference.is_well_formed() {
            cx.report(reference.node, format!("`{}` is no reference below `#/responses/`", reference.text()))
                .help("move what it refers to below `responses` of this file, and write `#/responses/` and its name");
        }
    }
}
