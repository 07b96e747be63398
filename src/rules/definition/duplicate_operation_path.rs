use foldhash::{HashMap, HashSet};

use crate::connector::definition::Definition;
use crate::rule::Cx;
use crate::text::shortened;

rule! {
    /// Two operations have the same method and path, apart from the names of the variables.
    ///
    /// A request cannot tell `/orders/{id}` from `/orders/{number}`: only one of the two operations is ever called.
    ///
    /// ```json,bad,at=/paths/~1orders~1{number}/get
    /// { "paths": { "/orders/{number}": { "get": {
    ///   "operationId": "GetOrderByNumber", "summary": "Get by number", "description": "Gets an order by its number.",
    ///   "parameters": [{ "name": "number", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{number}": { "delete": {
    ///   "operationId": "DeleteOrder", "summary": "Delete an order", "description": "Deletes an order.",
    ///   "parameters": [{ "name": "number", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    DuplicateOperationPath {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 16,251 published operations has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let mut groups = HashMap::default();
    for operation in &definition.operations {
        let group = (operation.method, operation.bare_path.as_str());
        let (earlier, texts) = groups.entry(group).or_insert_with(|| (operation, HashSet::default()));
        if earlier.index == operation.index {
            continue;
        }
        if texts.is_empty() {
            texts.insert(earlier.path.to_lowercase());
        }
        // Paths that differ in case alone are redefined paths, and reported as such.
        if texts.insert(operation.path.to_lowercase()) {
            cx.report(
                operation.node,
                format!(
                    "`{} {}` is the same request as `{}`",
                    operation.method,
                    operation.path,
                    shortened(&earlier.path)
                ),
            )
            .label(earlier.node, "first defined here")
            .help("merge the two operations, or make their paths differ in more than names of variables");
        }
    }
}
