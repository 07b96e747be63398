use crate::connector::properties::Properties;
use crate::connector::shape::{Others, Shape, Type};
use crate::finding::Safety;
use crate::json::{Kind, Node, quote, replace_value};
use crate::rule::Cx;

rule! {
    /// A value of the properties file has another JSON type than the platform reads.
    ///
    /// The platform takes texts, numbers, booleans, lists and objects as they are documented; one type in the place of
    /// another makes creating or updating the connector fail.
    ///
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api_key/uiDefinition/constraints/tabIndex
    /// { "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "constraints": { "tabIndex": "2" } } } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/connectionParameters/api_key/uiDefinition/constraints/allowedValues/0,at=/properties/connectionParameters/api_key/uiDefinition/constraints/capability,at=/properties/connectionParameters/api_key/uiDefinition/constraints/dependencies/region
    /// { "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "constraints": {
    ///   "allowedValues": ["a"], "capability": "gateway", "dependencies": { "region": ["eu"] }
    /// } } } } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/policyTemplateInstances
    /// { "properties": { "policyTemplateInstances": { "templateId": "setheader" } } }
    /// ```
    /// ```apiProperties.json,bad,at=/properties/scriptOperations/0
    /// { "properties": { "scriptOperations": [1] } }
    /// ```
    /// ```apiProperties.json,good
    /// { "properties": { "policyTemplateInstances": [], "scriptOperations": [] } }
    /// ```
    PropertiesTypeIncorrect {
        levels: { Error },
        origin: Certification,
        codes: ["connector-validate-connectionparameters"],
        evidence: "documented in the published schema; no published file has another type, booleans of constraints aside",
        since: "0.1.0",
        check: Properties(check),
        fixes: [Safe],
    }
}

fn check<'v, 'a>(cx: &mut Cx<'v, 'a>, properties: &'v Properties<'a>) {
    judge(cx, properties.root, Type::Object, Shape::Value);
    for member in properties.shapes.mistyped() {
        let shape = member.field.map_or(member.holder, |field| field.shape);
        judge(cx, member.node, member.value_type(), shape);
    }
}

/// `shape` is the value's own, or that of the list which it is an element of.
fn judge(cx: &mut Cx<'_, '_>, node: Node<'_>, expected: Type, shape: Shape) {
    if expected.accepts(node) {
        return;
    }
    let kind = node.kind();
    let name = expected.name().to_lowercase();
    let finding = cx.report(node, format!("the value is of type `{kind}`, not `{name}`"));
    finding.help(format!("write a value of type `{name}`"));
    if let Some(value) = converted(node, expected, shape) {
        finding.fix(Safety::Safe, format!("write `{value}`"), [Some(replace_value(node, &value))]);
    }
}

/// The same value in the type that is read.
fn converted(node: Node<'_>, expected: Type, shape: Shape) -> Option<String> {
    match (expected, node.kind()) {
        (Type::String, Kind::Number | Kind::Bool) => Some(quote(node.raw())),
        (Type::Boolean, Kind::String) => {
            node.as_str()?.trim().to_lowercase().parse::<bool>().ok().map(|value| value.to_string())
        }
        (Type::Integer, Kind::String) => node.as_str()?.trim().parse::<i64>().ok().map(|number| number.to_string()),
        // One element is a list of one.
        (Type::Array, Kind::String | Kind::Object) if !node.is_object() || !node.is_empty() => {
            match shape.layout().others {
                Others::List { value, .. } if value.accepts(node) => Some(format!("[{}]", node.raw())),
                _ => None,
            }
        }
        (Type::Object, Kind::String) if shape == Shape::AllowedValues => {
            Some(format!("{{ \"value\": {0}, \"text\": {0} }}", node.raw()))
        }
        (Type::Object, Kind::Array) if shape == Shape::Dependencies => {
            Some(format!("{{ \"values\": {} }}", node.raw()))
        }
        _ => None,
    }
}
