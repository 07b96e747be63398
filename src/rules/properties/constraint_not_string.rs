use crate::connector::properties::ConnectionParameter;
use crate::finding::Safety;
use crate::json::{Kind, quote, replace_value};
use crate::rule::Cx;

rule! {
    /// `required` or `hidden` of a connection parameter is not the text `"true"` or `"false"`.
    ///
    /// These two constraints are texts, not booleans, unlike `clearText` beside them. Certification has refused
    /// booleans, with a message that does not tell the place.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api_key/uiDefinition/constraints/required
    /// { "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "constraints": { "required": true } } } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api_key/uiDefinition/constraints/hidden
    /// { "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "constraints": { "hidden": "False" } } } } } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "constraints": { "hidden": "false" } } } } } }
    /// ```
    ConstraintNotString {
        levels: { Warning },
        origin: Certification,
        codes: ["connector-validate-connectionparameters"],
        evidence: "documented in the published schema; a publisher was refused for it, 18 of 1,011 published connectors have booleans",
        since: "0.1.0",
        check: ConnectionParameter(check),
        fixes: [Safe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    for key in ["required", "hidden"] {
        let Some(node) = parameter.constraint(key) else { continue };
        let meant = match node.as_bool() {
            Some(value) => Some(value.to_string()),
            None => node.as_str().map(|text| text.trim().to_lowercase()),
        };
        let meant = meant.filter(|text| text == "true" || text == "false");
        if node.is_null() || meant.as_deref().is_some_and(|meant| node.is_str(meant)) {
            continue;
        }
        let what = if node.kind() == Kind::Bool { "a boolean" } else { "something else" };
        let finding = cx.report(node, format!("`{key}` is {what}, not the text `\"true\"` or `\"false\"`"));
        finding.help("write it in double quotes, in lower case");
        if let Some(meant) = meant {
            finding.fix(Safety::Safe, format!("write `\"{meant}\"`"), [Some(replace_value(node, &quote(&meant)))]);
        }
    }
}
