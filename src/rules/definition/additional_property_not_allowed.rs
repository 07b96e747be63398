use std::cell::LazyCell;
use std::collections::HashSet;

use crate::connector::definition::Definition;
use crate::connector::shape::{Others, Shape};
use crate::finding::{At, Safety};
use crate::json::{self, Node};
use crate::rule::Cx;

rule! {
    /// An extension has a member that it does not know.
    ///
    /// The objects of `x-ms-dynamic-schema`, `x-ms-dynamic-properties`, `x-ms-dynamic-tree`, `x-ms-pageable`,
    /// `x-ms-api-annotation` and the like are closed: besides their own members they take none, not even ones that begin
    /// with `x-`. A misspelt member is as good as missing.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-pageable/pageLimit
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-pageable": { "nextLinkName": "nextLink", "pageLimit": 10 } } } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/x-ms-dynamic-schema/value-paths
    /// { "definitions": { "Order": { "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-paths": "schema" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-pageable": { "nextLinkName": "nextLink" },
    ///     "x-ms-api-annotation": { "family": "Orders", "revision": 1, "status": "Production" } } } },
    ///   "definitions": { "Order": { "x-ms-dynamic-schema": { "operationId": "GetOrder", "value-path": "schema", "parameters": { "id": 1 } } } } }
    /// ```
    AdditionalPropertyNotAllowed {
        levels: { Error },
        origin: Validator,
        evidence: "documented; 0 published connectors; the list of members is that of the published schema",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn is_extension(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::Annotation
            | Shape::Replacement
            | Shape::DynamicSchema
            | Shape::DynamicProperties
            | Shape::DynamicTree
            | Shape::TreeSettings
            | Shape::TreeCall
            | Shape::OperationContext
            | Shape::Simulate
            | Shape::Pageable
            | Shape::Notification
            | Shape::EnumValue
            | Shape::TestConnection
    )
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (node, shape, strangers) in definition.shapes.strangers() {
        if is_extension(shape) && shape.layout().others == Others::Closed {
            check_members(cx, definition, node, shape, strangers);
        }
    }
}

fn check_members<'a>(
    cx: &mut Cx<'_, 'a>,
    definition: &Definition<'a>,
    node: Node<'a>,
    shape: Shape,
    strangers: impl Iterator<Item = Node<'a>>,
) {
    let written: LazyCell<HashSet<&str>, _> =
        LazyCell::new(|| definition.shapes.members(node).filter_map(|member| Some(member.field?.name)).collect());
    for member in strangers {
        let Some(key) = member.key() else { continue };
        let finding = cx.report(At::key(member), format!("{} has no member `{key}`", shape.layout().name));
        match shape.nearest_field(&key).map(|alike| alike.name).filter(|name| !written.contains(name)) {
            Some(name) => finding.help(format!("did you mean `{name}`?")).fix(
                Safety::Unsafe,
                format!("rename it to `{name}`"),
                [json::rename_key(member, name)],
            ),
            None => finding.help("remove it"),
        };
    }
}
