use crate::connector::definition::{Definition, ReferenceKind};
use crate::rule::Cx;

/// Each suggestion looks at all names, so only the first findings get one.
const SUGGESTIONS: usize = 20;

rule! {
    /// A `$ref` names a schema that does not exist.
    ///
    /// The platform cannot resolve the reference and refuses the definition, often without telling why.
    ///
    /// ```json,bad,at=/definitions/Orders/items/$ref
    /// { "definitions": { "Orders": { "type": "array", "items": { "$ref": "#/definitions/Ordr" } } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Orders": { "type": "array", "items": { "$ref": "#/definitions/Order" } }, "Total": { "$ref": "#/definitions/Order/properties/total" } } }
    /// ```
    SchemaReferenceNotFound {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 25,123 references leads nowhere",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (number, reference) in definition.dangling(ReferenceKind::Schema).into_iter().enumerate() {
        let finding = cx.report(reference.node, format!("`{}` leads nowhere", reference.text()));
        finding.help(match (number < SUGGESTIONS).then(|| definition.near_target(&reference)).flatten() {
            Some(name) => format!("did you mean `{name}`?"),
            None => "add it below `definitions`, or correct the name".to_owned(),
        });
    }
}
