use crate::connector::definition::Definition;
use crate::connector::definition::security::SchemeType;
use crate::finding::Safety;
use crate::json::replace_value;
use crate::rule::Cx;

rule! {
    /// A security requirement is `null`.
    ///
    /// The value is a list: of scopes for OAuth 2.0, and an empty one for everything else.
    ///
    /// ```raw,bad,at=/security/0/API Key
    /// {
    ///     "securityDefinitions": { "API Key": { "type": "apiKey", "in": "header", "name": "X-Api-Key" } },
    ///     "security": [{ "API Key": null }]
    /// }
    /// ```
    /// ```json,good
    /// { "security": [{ "API Key": [] }] }
    /// ```
    SecurityRequirementMustHaveValue {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: none of 1,303 requirements has it",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (requirement, scheme) in definition.security_requirements() {
        if !requirement.is_null() {
            continue;
        }
        let name = requirement.key().unwrap_or_default();
        let finding = cx.report(requirement, format!("the requirement `{name}` is `null`")).help("write a list");
        let kind = scheme.and_then(|scheme| scheme.kind);
        if kind.is_some_and(|kind| kind != SchemeType::OAuth2) {
            finding.fix(Safety::Safe, "write an empty list", [Some(replace_value(requirement, "[]"))]);
        }
    }
}
