use foldhash::HashSet;

use crate::connector::definition::{Operation, Parameter, template};
use crate::connector::scaffold;
use crate::finding::Safety;
use crate::json::{append_element, insert_member, replace_laid_out};
use crate::rule::Cx;
use crate::text::Edit;

rule! {
    /// A variable of the path has no parameter.
    ///
    /// Each `{variable}` of a path needs a parameter of exactly this name with `"in": "path"`, of the operation or of
    /// its path. Otherwise the platform has nothing to put there.
    ///
    /// ```json,bad,at=/paths/~1shops~1{shop}~1{Item}/get,at=/paths/~1shops~1{shop}~1{Item}/get
    /// { "paths": { "/shops/{shop}/{Item}": { "get": {
    ///   "operationId": "GetShop", "summary": "Get a shop", "description": "Returns a shop.",
    ///   "parameters": [{ "name": "item", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    /// ```json,good
    /// { "parameters": { "Shop": { "name": "shop", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" } },
    ///   "paths": { "/shops/{shop}/{item}": {
    ///   "parameters": [{ "name": "item", "in": "path", "required": true, "type": "string", "x-ms-url-encoding": "single" }],
    ///   "get": {
    ///   "operationId": "GetShop", "summary": "Get a shop", "description": "Returns a shop.",
    ///   "parameters": [{ "$ref": "#/parameters/Shop" }],
    ///   "responses": { "200": { "description": "OK" } } } } } }
    /// ```
    OperationMissingPathParameter {
        levels: { Error },
        origin: Validator,
        evidence: "inferred: none of 16,251 published operations lacks one of its 7,840 path parameters",
        since: "0.1.0",
        check: Operation(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, operation: &Operation<'a>) {
    let Some(definition) = cx.definition().filter(|definition| definition.is_complete()) else { return };
    // A reference that leads nowhere may stand for the parameter.
    if operation.parameters.iter().any(|used| used.parameter.is_none()) {
        return;
    }
    // What stands behind `?` or `#` does not belong there in the first place.
    let path = operation.path.split(['?', '#']).next().unwrap_or_default();
    let Ok(variables) = template::variables(path) else { return };
    let names: HashSet<_> = definition
        .parameters_of(operation)
        .filter(|parameter| parameter.is_in("path"))
        .filter_map(Parameter::name)
        .collect();
    let mut told = HashSet::default();
    for variable in variables {
        let name = variable.name;
        if names.contains(name) || !told.insert(name) {
            continue;
        }
        // The set has no order.
        let other_case = names.iter().filter(|known| known.eq_ignore_ascii_case(name)).min();
        let what = format!("`{}` has no path parameter `{name}`", operation.label());
        let finding = cx.report(operation.node, what);
        match other_case {
            Some(known) => finding.help(format!("write `{known}` in the same way in the path and in the parameter")),
            None => finding.help(format!("add a parameter with the name `{name}` and `\"in\": \"path\"`")).fix(
                Safety::Unsafe,
                "add a placeholder for the parameter",
                [scaffold(operation, name)],
            ),
        };
    }
}

fn scaffold(operation: &Operation<'_>, name: &str) -> Option<Edit> {
    let parameter = scaffold::path_parameter(name);
    match operation.get("parameters") {
        Some(list) if list.is_empty() => Some(replace_laid_out(list, &format!("[{parameter}]"))),
        Some(list) => append_element(list, &parameter),
        None => insert_member(operation.node, "parameters", &format!("[{parameter}]")),
    }
}
