use crate::connector::definition::Definition;
use crate::rule::Cx;
use crate::text::shortened;

rule! {
    /// A security requirement names a scheme that does not exist.
    ///
    /// Each name in `security` must be one of `securityDefinitions`, in the same case. Otherwise the requirement says
    /// nothing.
    ///
    /// ```json,bad,at=/security/0/OAuth
    /// { "security": [{ "OAuth": [] }] }
    /// ```
    /// ```json,good
    /// { "security": [{ "API Key": [] }] }
    /// ```
    SecurityRequirementMustBeDefined {
        levels: { Warning },
        origin: Validator,
        evidence: "inferred from published connectors: 27 of 617 certified ones have it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    if !definition.is_complete() {
        return;
    }
    let schemes: Vec<_> = definition.security_schemes().filter_map(|scheme| scheme.node.key()).take(20).collect();
    for (requirement, scheme) in definition.security_requirements() {
        if scheme.is_some() {
            continue;
        }
        let name = requirement.key().unwrap_or_default();
        let near = schemes.iter().find(|scheme| scheme.eq_ignore_ascii_case(&name)).or(match &schemes[..] {
            [only] => Some(only),
            _ => None,
        });
        cx.report(requirement, format!("there is no security definition `{name}`")).help(match near {
            Some(near) => format!("did you mean `{}`?", shortened(near)),
            None => "add it to `securityDefinitions`, or remove the requirement".to_owned(),
        });
    }
}
