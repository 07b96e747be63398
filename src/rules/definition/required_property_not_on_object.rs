use crate::connector::definition::{Keyword, Schema};
use crate::finding::{At, Safety};
use crate::json;
use crate::rule::Cx;

rule! {
    /// A schema that is no object lists required properties.
    ///
    /// Only objects have properties. Mostly the list belongs one level deeper, to the elements of an array.
    ///
    /// ```json,bad,at=/definitions/Orders/required
    /// { "definitions": { "Orders": { "type": "array", "items": { "type": "string" }, "required": ["id"] } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Order": { "type": null, "required": ["id"] } } }
    /// ```
    RequiredPropertyNotOnObject {
        levels: { Warning },
        origin: Validator,
        evidence: "inferred from published connectors: 8 of 1,034, all on arrays, still in 2023",
        since: "0.1.0",
        check: Schema(check),
        fixes: [Unsafe],
        keywords: [Required],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, schema: &Schema<'a>) {
    let Some(required) = schema.get(Keyword::Required).filter(|required| required.is_array()) else { return };
    // An empty list is another rule's.
    let Some(type_name) = schema.type_name().filter(|name| name != "object" && !required.is_empty()) else { return };
    let help = if type_name == "array" { "move it into `items`, or remove it" } else { "remove it" };
    cx.report(At::key(required), format!("a schema of type `{type_name}` has no properties to require"))
        .help(help)
        .fix(Safety::Unsafe, "remove it", [json::remove(required)]);
}
