use crate::connector::definition::{Definition, ReferenceKind};
use crate::rule::Cx;

rule! {
    /// A shared response is nothing but a reference that leads back to itself.
    ///
    /// Following such references never ends, so there is nothing that they stand for.
    ///
    /// ```json,bad,at=/responses/Missing/$ref
    /// { "responses": { "Missing": { "$ref": "#/responses/Missing" } } }
    /// ```
    /// ```json,good
    /// { "responses": { "Missing": { "$ref": "#/responses/Gone" }, "Gone": { "description": "There is no such order." } } }
    /// ```
    ResponseRefLoopNotAllowed {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 3,025 references has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for reference in definition.reference_circles(ReferenceKind::Response) {
        cx.report(reference.node, format!("`{}` leads back to this reference", reference.text()))
            .help("write out what it stands for in one of the places of the circle");
    }
}
