use crate::connector::definition::{Keyword, Typed};
use crate::finding::At;
use crate::json::Node;
use crate::rule::Cx;

rule! {
    /// `selectedItemValuePath` is used where no item has been selected.
    ///
    /// It takes a value from the node of a tree that the user opens, so it means something only in the `browse` call of
    /// `x-ms-dynamic-tree`.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/parameters/0/x-ms-dynamic-tree/open/parameters/id/selectedItemValuePath
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-tree": {
    ///     "open": { "operationId": "GetOrder", "parameters": { "id": { "selectedItemValuePath": "id" } } } } }
    /// ] } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "parameters": [
    ///   { "name": "id", "in": "path", "type": "string", "x-ms-dynamic-tree": {
    ///     "open": { "operationId": "GetOrder", "parameters": { "id": { "value": "1" } } },
    ///     "browse": { "operationId": "GetOrder", "parameters": { "id": { "selectedItemValuePath": "id" } } } } }
    /// ] } } } }
    /// ```
    SelectedItemValuePathNotAllowedInThisPosition {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 of 61 published uses",
        since: "0.1.0",
        check: Typed(check),
        keywords: [DynamicTree, DynamicList, DynamicProperties, DynamicValues, DynamicSchema],
    }
}

const EXTENSIONS: [Keyword; 5] = [
    Keyword::DynamicTree,
    Keyword::DynamicList,
    Keyword::DynamicProperties,
    Keyword::DynamicValues,
    Keyword::DynamicSchema,
];

fn check(cx: &mut Cx<'_, '_>, typed: &Typed<'_>) {
    for extension in EXTENSIONS.iter().filter_map(|keyword| typed.get(*keyword)) {
        let browse = extension.get("browse").filter(|_| extension.key_is(Keyword::DynamicTree.name()));
        let is_allowed = |node: Node<'_>| browse.is_some_and(|browse| browse.holds(node));
        for node in extension.descendants().filter(|node| node.key_is("selectedItemValuePath") && !is_allowed(*node)) {
            cx.report(At::from(node), "no item is selected here")
                .help("take the value from a parameter, or write it as `value`");
        }
    }
}
