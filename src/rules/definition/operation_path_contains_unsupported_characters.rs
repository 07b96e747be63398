use crate::connector::definition::Definition;
use crate::rule::Cx;

rule! {
    /// A path holds `*`.
    ///
    /// The platform matches requests by their paths and takes `*` for a wildcard of its own.
    ///
    /// ```json,bad,at=/paths/~1shops~1*
    /// { "paths": { "/shops/*": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops/all": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    OperationPathContainsUnsupportedCharacters {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 14,662 published paths has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for path_item in definition.path_items() {
        if let Some(path) = path_item.key().filter(|path| path.contains('*')) {
            cx.report(*path_item, format!("the path `{path}` holds `*`"))
                .help("use a variable in braces for what changes from call to call");
        }
    }
}
