use crate::connector::definition::{Keyword, Schema};
use crate::rule::Cx;

rule! {
    /// The discriminator is no required property of type string.
    ///
    /// It names the property whose text tells which schema an object has; without it in every object, nothing could be told.
    ///
    /// ```json,bad,at=/definitions/Order/discriminator
    /// { "definitions": { "Order": { "discriminator": "kind" } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/discriminator
    /// { "definitions": { "Order": { "discriminator": "total", "required": ["total"] } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/discriminator
    /// { "definitions": { "Order": { "discriminator": "id" } } }
    /// ```
    /// ```json,good
    /// { "definitions": {
    ///   "Order": { "discriminator": "id", "required": ["id"] },
    ///   "Base": { "type": "object", "required": ["kind"], "properties": { "kind": { "$ref": "#/definitions/Kind" } } },
    ///   "Kind": { "type": "string" },
    ///   "Parcel": { "type": "object", "discriminator": "kind", "allOf": [{ "$ref": "#/definitions/Base" }] }
    /// } }
    /// ```
    DiscriminatorMustBeARequiredStringProperty {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 24",
        since: "0.1.0",
        check: Schema(check),
        keywords: [Discriminator],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, schema: &Schema<'a>) {
    let Some(discriminator) = schema.get(Keyword::Discriminator) else { return };
    let (Some(name), Some(definition)) = (discriminator.as_str(), cx.definition()) else { return };
    let names = definition.members(schema);
    let (message, help) = match definition.property(schema, &name) {
        // What a lookup does not find may stand in a damaged part.
        None if names.is_open || !definition.is_complete() => return,
        None => (format!("the discriminator `{name}` is no property"), "name a property of this schema"),
        Some(property) => {
            let type_name = definition.resolve(property).and_then(|property| property.type_name());
            if let Some(type_name) = type_name.filter(|type_name| type_name != "string") {
                (format!("the discriminator `{name}` has the type `{type_name}`"), "name a property of type `string`")
            } else if !names.requires(&name) {
                (format!("the discriminator `{name}` is not required"), "list it in `required`")
            } else {
                return;
            }
        }
    };
    cx.report(discriminator, message).help(help);
}
