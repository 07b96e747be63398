use crate::connector::definition::{Definition, Reference};
use crate::finding::Safety;
use crate::json::{self, Node};
use crate::rule::Cx;

rule! {
    /// An object with `$ref` has other members, too.
    ///
    /// A reference stands for the whole of what it refers to. What is written beside it is dropped, so that users never
    /// see the description or title that was meant for them.
    ///
    /// ```json,bad,at=/definitions/Order/properties/customer
    /// { "definitions": {
    ///     "Customer": { "type": "object", "properties": { "name": { "type": "string", "title": "Name" } } },
    ///     "Order": { "properties": { "customer": { "$ref": "#/definitions/Customer", "description": "Who ordered." } } }
    /// } }
    /// ```
    /// ```json,good
    /// { "definitions": {
    ///     "Customer": { "type": "object", "properties": { "name": { "type": "string", "title": "Name" } } },
    ///     "Order": { "properties": {
    ///         "customer": { "$ref": "#/definitions/Customer" },
    ///         "$ref": { "type": "string", "title": "Reference" }
    ///     } }
    /// } }
    /// ```
    AdditionalPropertyNotAllowedAdjacentToRef {
        levels: { Warning },
        origin: Validator,
        evidence: "inferred from published connectors: 28 of 617 certified ones have it, all in schemas",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for Reference { node: reference, .. } in &definition.references {
        let Some(object) = reference.parent() else { continue };
        let others: Vec<Node<'a>> = object.children().filter(|member| !member.key_is("$ref")).collect();
        let Some(first) = others.first() else { continue };
        let names: Vec<String> =
            others.iter().take(3).filter_map(|member| Some(format!("`{}`", member.key()?))).collect();
        let more = if others.len() > names.len() { ", ..." } else { "" };
        let edit = match others.len() {
            1 => json::remove(*first),
            _ => Some(json::replace_value(object, &format!("{{ \"$ref\": {} }}", reference.raw()))),
        };
        cx.report(object, format!("{}{more} beside `$ref` has no effect", names.join(", ")))
            .help("move it into what the reference refers to, or remove it")
            .fix(Safety::Unsafe, "remove what stands beside `$ref`", [edit]);
    }
}
