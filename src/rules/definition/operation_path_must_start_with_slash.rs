use crate::connector::definition::Definition;
use crate::finding::Safety;
use crate::json::rename_key;
use crate::rule::Cx;

rule! {
    /// A path does not begin with `/`.
    ///
    /// The path is put behind `basePath` as it is, so that the address of the request would be wrong.
    ///
    /// ```json,bad,at=/paths/shops
    /// { "paths": { "shops": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "x-note": { "text": "an extension is no path" }, "/shops": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    OperationPathMustStartWithSlash {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 14,662 published paths lacks it",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for path_item in definition.path_items() {
        let Some(path) = path_item.key().filter(|path| !path.starts_with('/')) else { continue };
        let right = format!("/{path}");
        let finding = cx.report(*path_item, format!("the path `{path}` does not begin with `/`"));
        finding.help(format!("write `{right}`"));
        let is_free = path_item.parent().is_some_and(|paths| paths.get(&right).is_none());
        if is_free {
            finding.fix(Safety::Safe, format!("rename the path to `{right}`"), [rename_key(*path_item, &right)]);
        }
    }
}
