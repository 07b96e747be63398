use crate::connector::likeness::nearest;
use crate::connector::shape::{Others, Shape};
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
    /// ```json,good
    /// {
    ///   "info": { "x-logo": {} },
    ///   "paths": { "/orders/{id}": { "get": { "x-ms-no-generic-test": true, "x-ms-summary": "Order" }, "x-ms-notification-content": {} } }
    /// }
    /// ```
    ExtensionUnknown {
        levels: { Warning },
        origin: House,
        evidence: "documented in the published schema; about 60 keys in 10 of 1,016 published definitions are misspelt",
        since: "0.1.0",
        check: Shaped(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, object: Node<'a>, shape: Shape) {
    let layout = shape.layout();
    // What stands beside `$ref` is never read; another rule says so.
    let is_reference = object.get("$ref").is_some_and(Node::is_string);
    if layout.others != Others::Extensions || is_reference {
        return;
    }
    for member in object.children() {
        if !member.key().is_some_and(|key| key.starts_with("x-ms")) {
            continue;
        }
        let key = member.key().unwrap_or_default();
        if shape.field(&key).is_some() {
            continue;
        }
        let extensions = layout.fields.iter().map(|field| field.name).filter(|name| name.starts_with("x-ms-"));
        let similar = nearest(&key, extensions.filter(|name| object.get(name).is_none())).map(|alike| alike.name);
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
