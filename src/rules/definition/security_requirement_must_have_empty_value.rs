use crate::connector::definition::Definition;
use crate::connector::definition::security::SchemeType;
use crate::finding::Safety;
use crate::json::replace_value;
use crate::rule::Cx;

rule! {
    /// A security requirement lists scopes, although its scheme has none.
    ///
    /// Only OAuth 2.0 knows scopes; for basic authentication and API keys the list stays empty.
    ///
    /// ```json,bad,at=/security/0/API Key
    /// { "security": [{ "API Key": ["read"] }] }
    /// ```
    /// ```json,good
    /// { "security": [{ "API Key": [] }] }
    /// ```
    SecurityRequirementMustHaveEmptyValue {
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
        let has_no_scopes = scheme
            .and_then(|scheme| scheme.kind)
            .is_some_and(|kind| matches!(kind, SchemeType::Basic | SchemeType::ApiKey));
        if has_no_scopes && requirement.is_array() && !requirement.is_empty() {
            let name = requirement.key().unwrap_or_default();
            cx.report(requirement, format!("`{name}` has no scopes, so none can be required"))
                .help("leave the list empty")
                .fix(Safety::Safe, "empty the list", [Some(replace_value(requirement, "[]"))]);
        }
    }
}
