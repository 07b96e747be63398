use crate::rule::{Cx, Prose, ProseRole};

/// Unknown: publishers report it, the platform does not document it.
const LONGEST: usize = 1_000;

rule! {
    /// The description of an operation is longer than 1,000 characters.
    ///
    /// Publishers report that the platform cuts or refuses longer ones; nothing is documented. Nobody reads them in the
    /// designer either: what is long belongs into the readme.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/description
    /// { "paths": { "/orders/{id}": { "get": { "description": "The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection. The order is looked up by its ID in the shop of the connection." } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "description": "Returns one order of the shop." } } } }
    /// ```
    OperationDescriptionTooLong {
        levels: { Hint },
        origin: House,
        evidence: "the limit is unknown; 15 of 16,169 published operations exceed it",
        since: "0.1.0",
        check: Prose(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, prose: &Prose<'a>) {
    if prose.role != ProseRole::OperationDescription || prose.text.len() <= LONGEST {
        return;
    }
    let count = prose.text.chars().count();
    if count > LONGEST {
        cx.report(prose.node, format!("the description has {count} characters")).help(format!("stay below {LONGEST}"));
    }
}
