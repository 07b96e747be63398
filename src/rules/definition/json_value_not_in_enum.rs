use crate::connector::definition::Definition;
use crate::connector::likeness;
use crate::connector::shape::Field;
use crate::finding::Safety;
use crate::json::{self, Node, quote};
use crate::rule::Cx;

rule! {
    /// A text is none of the values that the format allows there.
    ///
    /// Such members are read into a fixed set of values: where a parameter is sent, which type a schema has, who sees a
    /// field. Anything else is refused, or silently read as if it were not there. Letter case does not count, and an empty
    /// extension is read as absent.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-visibility,at=/definitions/Order/properties/id/type
    /// {
    ///   "paths": { "/orders/{id}": { "get": { "x-ms-visibility": "hidden" } } },
    ///   "definitions": { "Order": { "properties": { "id": { "type": "null" } } } }
    /// }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-visibility": "Important", "x-ms-api-annotation": { "status": "preview" } } } },
    ///   "definitions": { "Order": { "properties": { "id": { "x-ms-visibility": "" }, "total": { "x-ms-visibility": "none" } } } } }
    /// ```
    JsonValueNotInEnum {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 1 of 1,034 (2020); 7 write values in another case or an empty visibility",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for member in definition.shapes.unlisted() {
        if let Some(field) = member.field {
            judge(cx, member.node, field);
        }
    }
}

fn judge<'a>(cx: &mut Cx<'_, 'a>, node: Node<'a>, field: &Field) {
    let Some(text) = node.as_str() else { return };
    let is_known = field.values.iter().any(|value| value.eq_ignore_ascii_case(&text));
    if is_known || (text.is_empty() && field.name.starts_with("x-")) {
        return;
    }
    let finding = cx.report(node, format!("`{text}` is no value of `{}`", field.name));
    finding.help(format!("write one of `{}`", field.values.join("`, `")));
    if let Some(alike) = likeness::nearest(&text, field.values.iter().copied()).filter(|alike| alike.is_slip) {
        let value = json::replace_value(node, &quote(alike.name));
        finding.fix(Safety::Unsafe, format!("write `{}`", alike.name), [Some(value)]);
    }
}
