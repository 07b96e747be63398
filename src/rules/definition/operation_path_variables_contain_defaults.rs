use crate::connector::definition::{Definition, template};
use crate::rule::Cx;

rule! {
    /// A variable of a path has a default value.
    ///
    /// Some frameworks write `{page=1}`. Here the braces hold the name only; a default belongs to the parameter.
    ///
    /// ```json,bad,at=/paths/~1shops~1{page=1}
    /// { "paths": { "/shops/{page=1}": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "parameters": [{ "name": "page", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/shops/page={page}": { "get": {
    ///   "operationId": "GetShop", "summary": "Get the shop", "description": "Returns the shop.",
    ///   "parameters": [{ "name": "page", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    OperationPathVariablesContainDefaults {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 14,662 published paths has it",
        since: "0.1.0",
        check: Definition(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    for path_item in definition.path_items() {
        let Some(path) = path_item.key() else { continue };
        let Ok(variables) = template::variables(&path) else { continue };
        let with_default = variables.iter().find_map(|variable| Some((variable.name, variable.default?)));
        if let Some((name, default)) = with_default {
            cx.report(*path_item, format!("the variable `{name}` of the path `{path}` has the default `{default}`"))
                .help(format!("write `{{{name}}}`, and give the default to the parameter"));
        }
    }
}
