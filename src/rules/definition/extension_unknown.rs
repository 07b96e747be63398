use std::cell::LazyCell;

use crate::connector::definition::{Definition, Operation};
use crate::connector::likeness::meant;
use crate::connector::shape::{Layout, Others, Shape};
use crate::finding::{At, Level, Safety};
use crate::json::{Node, rename_key};
use crate::rule::Cx;

rule! {
    /// An extension of the platform is misspelt, unknown, or not read at this place.
    ///
    /// Keys that begin with `x-ms-` speak to the platform. One that it does not know has no effect: a misspelt
    /// `x-ms-visibility` leaves visible what was to be hidden. Extensions of other tools, such as those that describe
    /// Azure services, do no harm, but do nothing here either. Other keys with `x-` are anybody's own.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-visibilty
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-visibilty": "important" } } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/x-ms-mutability
    /// { "definitions": { "Order": { "x-ms-mutability": ["read"] } } }
    /// ```
    /// ```json,bad,at=/definitions/Order/x-ms-summary title
    /// { "definitions": { "Order": { "x-ms-summary title": "Order" } } }
    /// ```
    /// ```json,good
    /// {
    ///   "info": { "x-logo": {} },
    ///   "paths": { "/orders/{id}": { "get": {
    ///     "x-ms-no-generic-test": true, "x-ms-summary": "Order",
    ///     "responses": { "200": { "headers": { "Total": { "type": "integer", "x-ms-summary": "Total", "x-ms-visibility": "advanced" } } } }
    ///   }, "x-ms-notification-content": {} } }
    /// }
    /// ```
    ExtensionUnknown {
        levels: { Warning },
        origin: House,
        evidence: "documented in the published schema; about 60 keys in 10 of 1,016 published definitions are misspelt",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Unsafe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for (object, shape, strangers) in definition.shapes.strangers() {
        if shape.layout().others == Others::Extensions {
            // Of the content of a notification that is not on the path item another rule tells.
            let is_told = |member: &Node<'a>| {
                let is_content = shape == Shape::Operation && member.key_is("x-ms-notification-content");
                is_content
                    && operation_at(definition, object).is_some_and(|found| definition.takes_notification_url(found))
            };
            check_members(cx, object, shape.layout(), strangers.filter(|member| !is_told(member)));
        }
    }
}

fn operation_at<'d, 'a>(definition: &'d Definition<'a>, node: Node<'a>) -> Option<&'d Operation<'a>> {
    let operations = &definition.operations;
    let found = operations.binary_search_by_key(&node.index(), |operation| operation.node.index());
    found.ok().map(|found| &operations[found])
}

fn check_members<'a>(
    cx: &mut Cx<'_, 'a>,
    object: Node<'a>,
    layout: &Layout,
    strangers: impl Iterator<Item = Node<'a>>,
) {
    // Looking for a member costs their number: what does not depend on the unknown one is asked once.
    let is_reference = LazyCell::new(|| object.get("$ref").is_some_and(Node::is_string));
    let free = LazyCell::new(|| {
        let extensions = layout.fields.iter().map(|field| field.name).filter(|name| name.starts_with("x-ms-"));
        extensions.filter(|name| object.get(name).is_none()).collect::<Vec<_>>()
    });
    for member in strangers {
        // What stands beside `$ref` is never read; another rule says so.
        let Some(key) = member.key().filter(|key| key.starts_with("x-ms")) else { continue };
        if *is_reference {
            return;
        }
        let similar = meant(&key, free.iter().copied());
        let finding = cx.report(At::key(member), format!("`{key}` is no extension that {} can have", layout.name));
        match similar {
            Some(similar) => finding.help(format!("did you mean `{similar}`?")).fix(
                Safety::Unsafe,
                format!("rename it to `{similar}`"),
                [rename_key(member, similar)],
            ),
            None => finding.help("remove it, unless another tool reads it").at_most(Level::Hint),
        };
    }
}
