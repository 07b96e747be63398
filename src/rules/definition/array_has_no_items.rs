use crate::connector::definition::{Keyword, Typed};
use crate::connector::scaffold;
use crate::connector::shape::Shape;
use crate::finding::Safety;
use crate::json::insert_member;
use crate::rule::Cx;

rule! {
    /// An array does not say what its elements are.
    ///
    /// Without `items` the designer cannot offer the elements, and the platform cannot read the definition.
    ///
    /// ```json,bad,at=/definitions/Orders
    /// { "definitions": { "Orders": { "type": "array" } } }
    /// ```
    /// ```json,good
    /// { "definitions": { "Orders": { "type": "array", "items": {} } } }
    /// ```
    ArrayHasNoItems {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 1 of 18,639 arrays (2022); an empty `items` is accepted",
        since: "0.1.0",
        check: Typed(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, typed: &Typed<'a>) {
    if !typed.has(Keyword::Items) && !typed.has(Keyword::Reference) && typed.is_type("array") {
        let is_schema = cx.definition().is_some_and(|definition| definition.shape(typed.node) == Shape::Schema);
        // A parameter's elements have neither a summary nor a description.
        let items = if is_schema { scaffold::property() } else { "{ \"type\": \"string\" }".to_owned() };
        cx.report(typed.node, "the array has no `items`").help("add `items` with the type of the elements").fix(
            Safety::Unsafe,
            "add `items` that are strings",
            [insert_member(typed.node, "items", &items)],
        );
    }
}
