use crate::connector::likeness::nearest;
use crate::connector::properties::{ConnectionParameter, get_in_any_case};
use crate::connector::shape::CONNECTION_PARAMETER_TYPES;
use crate::finding::{Level, Safety};
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// A connection parameter has a type that the platform does not know.
    ///
    /// The type decides what the user is asked for and how the value is stored. There are six: `string`,
    /// `securestring`, `int`, `bool`, `oauthSetting` and `gatewaySetting`. Another case of one of them is read, too.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api_key/type
    /// { "properties": { "connectionParameters": { "api_key": { "type": "secure" } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api_key/type
    /// { "properties": { "connectionParameters": { "api_key": { "type": "secureString" } } } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "connectionParameters": { "port": { "type": "int" }, "api_key": { "type": "securestring" } } } }
    /// ```
    ConnectionParameterTypeNotValid {
        levels: { Error },
        origin: Certification,
        codes: ["connector-validate-connectionparameters"],
        evidence: "documented in the published schema; all but 1 of 1,400 published parameters have one of the six, that one in another case",
        since: "0.1.0",
        check: ConnectionParameter(check),
        fixes: [Safe, Unsafe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, parameter: &'v ConnectionParameter<'a>) {
    let Some(node) = get_in_any_case(parameter.node, "type") else { return };
    let Some(name) = node.as_str() else { return };
    if CONNECTION_PARAMETER_TYPES.contains(&name.as_ref()) {
        return;
    }
    let finding = cx.report(node, format!("`{name}` is no type of a connection parameter"));
    finding.help(format!("use one of `{}`", CONNECTION_PARAMETER_TYPES.join("`, `")));
    let types = CONNECTION_PARAMETER_TYPES.iter().copied();
    let Some(similar) = nearest(&name, types).map(|alike| alike.name) else { return };
    let only_case = similar.eq_ignore_ascii_case(&name);
    finding.at_most(if only_case { Level::Warning } else { Level::Error });
    let safety = if only_case { Safety::Safe } else { Safety::Unsafe };
    finding.fix(safety, format!("write `{similar}`"), [Some(replace_value(node, &quote(similar)))]);
}
