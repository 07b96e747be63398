use foldhash::HashMap;

use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// Two paths are the same apart from case.
    ///
    /// The platform compares paths without regard to case, so that one of the two would never be reached. A path that is
    /// written twice in exactly the same way loses its first operations.
    ///
    /// ```json,bad,at=/paths/~1Orders~1{ID}
    /// { "paths": { "/Orders/{ID}": { "delete": {
    ///   "operationId": "DeleteOrder", "summary": "Delete an order", "description": "Deletes an order.",
    ///   "parameters": [{ "name": "ID", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}/lines": { "delete": {
    ///   "operationId": "DeleteLines", "summary": "Delete lines", "description": "Deletes the lines of an order.",
    ///   "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    PathRedefined {
        levels: { Error },
        origin: Validator,
        evidence: "observed as an error in public validation logs; no published connector has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let mut first = HashMap::default();
    for path_item in definition.path_items() {
        let Some(path) = path_item.key() else { continue };
        let earlier = *first.entry(path.to_lowercase()).or_insert(*path_item);
        if earlier == *path_item {
            continue;
        }
        let message = if earlier.key_is(&path) {
            format!("the path `{path}` is written twice")
        } else {
            format!("the path `{path}` differs from an earlier one in case alone")
        };
        cx.report(*path_item, message).label(earlier, "first defined here").help("put the operations under one path");
    }
}
