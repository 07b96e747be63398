use crate::connector::definition::{Definition, ReferenceKind};
use crate::rule::Cx;

/// Each suggestion looks at all names, so only the first findings get one.
const SUGGESTIONS: usize = 20;

rule! {
    /// A `$ref` names a shared response that does not exist.
    ///
    /// The platform cannot resolve the reference and refuses the definition, often without telling why.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/responses/404/$ref
    /// { "paths": { "/orders/{id}": { "get": { "responses": { "404": { "$ref": "#/responses/Missing" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "responses": { "404": { "$ref": "#/responses/Missing" } } } } }, "responses": { "Missing": { "description": "There is no such order." } } }
    /// ```
    ResponseReferenceNotFound {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 3,025 references leads nowhere",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (number, reference) in definition.dangling(ReferenceKind::Response).into_iter().enumerate() {
        let finding = cx.report(reference.node, format!("`{}` leads nowhere", reference.text()));
        finding.help(match (number < SUGGESTIONS).then(|| definition.near_target(&reference)).flatten() {
            Some(name) => format!("did you mean `{name}`?"),
            None => "add it below `responses`, or correct the name".to_owned(),
        });
    }
}
